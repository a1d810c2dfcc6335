// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.keys.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Issues and verifies access tokens (RFC 9068): short-lived, for one audience and one client. */
@ApplicationScoped
public class AccessTokens {

    public static final String AUDIENCE = "gatehouse";

    /** The id of the client that the sign-in of Gatehouse itself stands for. */
    public static final String CLIENT = "gatehouse";

    /** The scope of that client. */
    public static final String SCOPE = "openid profile email";

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;
    private final Duration ttl;

    /**
     * What a token of an account says beside the account.
     *
     * @param scope separated by spaces
     * @param audience the gate, or another service by its URI
     * @param key the thumbprint of the key that the token is bound to, if it is
     */
    public record Grant(
            UUID session,
            String client,
            String scope,
            String audience,
            Instant authenticatedAt,
            Assurance assurance,
            Instant issuedAt,
            Optional<String> key) {}

    /**
     * That a client acts for the account with what it got for another token (RFC 8693).
     *
     * @param actor the claim {@code act}
     * @param end when the token expires, no later than any other would
     */
    public record Delegation(Map<String, Object> actor, Instant end) {
        public Delegation {
            actor = Collections.unmodifiableMap(new LinkedHashMap<>(actor));
        }
    }

    @Inject
    AccessTokens(SigningKeys keys, IdpConfig config, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = config.site().issuer().toString();
        this.ttl = config.sessions().tokenTtl();
    }

    /**
     * Issues a token with which a client acts for an account. The gate decides by roles, so they
     * are in each token for it; any other service is told of them where the scope says so.
     */
    public String issue(Account account, Grant grant) {
        return keys.sign(TYPE, claims(account, grant).build());
    }

    /** Issues a token with which a client acts for an account by delegation. */
    public String issue(Account account, Grant grant, Delegation delegation) {
        JWTClaimsSet.Builder claims =
                claims(account, grant)
                        .expirationTime(Date.from(delegation.end()))
                        .claim("act", delegation.actor());
        return keys.sign(TYPE, claims.build());
    }

    /**
     * Issues a token for an API key of an account, whose id is the session of the grant. The gate
     * refuses it wherever the account itself is at stake.
     *
     * @param end when the token expires, no later than any other would
     */
    public String issueForApiKey(Account account, Grant grant, Instant end) {
        JWTClaimsSet.Builder claims =
                claims(account, grant)
                        .expirationTime(Date.from(end))
                        .claim("api_key", grant.session().toString());
        return keys.sign(TYPE, claims.build());
    }

    private JWTClaimsSet.Builder claims(Account account, Grant grant) {
        JWTClaimsSet.Builder claims =
                claims(account.id().toString(), grant.client(), grant.issuedAt(), grant.key())
                        .audience(grant.audience())
                        .claim("scope", grant.scope())
                        .claim("sid", grant.session().toString())
                        .claim("auth_time", grant.authenticatedAt().getEpochSecond())
                        // RFC 9470 section 6: what a service that wants more compares.
                        .claim("acr", grant.assurance().acr())
                        .claim("amr", grant.assurance().methods())
                        .claim("account_not_before", account.notBefore());
        if (grant.audience().equals(AUDIENCE)) {
            claims.claim("roles", account.roles().names())
                    // The claim from which MicroProfile JWT reads roles.
                    .claim("groups", account.roles().names())
                    .claim("role", account.roles().text());
        }
        PersonClaims.of(account, grant.scope()).forEach(claims::claim);
        return claims;
    }

    /**
     * Issues a token with which a client acts for itself (RFC 6749 section 4.4). It has no account
     * and no roles, so the gate admits it nowhere.
     *
     * @param scope separated by spaces, may be empty
     * @param audience the gate, or another service by its URI
     * @param key the thumbprint of the key that the token is bound to, if it is
     */
    public String issueToClient(
            String client, String scope, String audience, Optional<String> key) {
        JWTClaimsSet.Builder claims =
                claims(client, client, clock.instant(), key).audience(audience);
        if (!scope.isEmpty()) {
            claims.claim("scope", scope);
        }
        return keys.sign(TYPE, claims.build());
    }

    private JWTClaimsSet.Builder claims(
            String subject, String client, Instant now, Optional<String> key) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(subject)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(ttl)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("client_id", client);
        // RFC 9449 section 6.1.
        key.ifPresent(thumbprint -> claims.claim("cnf", Map.of("jkt", thumbprint)));
        return claims;
    }

    /** The thumbprint of the key that a token is bound to, if it is. */
    public static Optional<String> keyOf(JWTClaimsSet claims) {
        return Optional.ofNullable(JWKThumbprintConfirmation.parse(claims))
                .map(confirmation -> confirmation.getValue().toString());
    }

    /**
     * The claims of a token for the gate that was issued here and has not expired. Whether its
     * session is open still, or its client known, is another question.
     */
    public Optional<JWTClaimsSet> verify(String token) {
        return verifyForAny(token).filter(claims -> claims.getAudience().contains(AUDIENCE));
    }

    /** The same of a token for any service, of which it has exactly one as audience. */
    public Optional<JWTClaimsSet> verifyForAny(String token) {
        return keys.verify(TYPE, token)
                .filter(claims -> issuer.equals(claims.getIssuer()))
                .filter(claims -> claims.getExpirationTime().toInstant().isAfter(clock.instant()));
    }

    /** Fails fast, with the problem {@code unavailable}, when no signing key is loaded. */
    public void demandKey() {
        keys.demandLoaded();
    }

    /** The lifetime of a token. */
    public Duration ttl() {
        return ttl;
    }
}

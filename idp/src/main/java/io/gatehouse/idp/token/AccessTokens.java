// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.keys.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
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
     */
    public record Grant(
            UUID session, String client, String scope, Instant authenticatedAt, Instant issuedAt) {}

    @Inject
    AccessTokens(SigningKeys keys, IdpConfig config, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = config.site().issuer().toString();
        this.ttl = config.sessions().tokenTtl();
    }

    /** Issues a token with which a client acts for an account. */
    public String issue(Account account, Grant grant) {
        JWTClaimsSet.Builder claims =
                claims(account.id().toString(), grant.client(), grant.issuedAt())
                        .claim("scope", grant.scope())
                        .claim("sid", grant.session().toString())
                        .claim("auth_time", grant.authenticatedAt().getEpochSecond())
                        .claim("account_not_before", account.notBefore())
                        .claim("roles", account.roles().names())
                        // The claim from which MicroProfile JWT reads roles.
                        .claim("groups", account.roles().names())
                        .claim("role", account.roles().text());
        PersonClaims.of(account, grant.scope()).forEach(claims::claim);
        return keys.sign(TYPE, claims.build());
    }

    /**
     * Issues a token with which a client acts for itself (RFC 6749 section 4.4). It has no account
     * and no roles, so the gate admits it nowhere.
     *
     * @param scope separated by spaces, may be empty
     */
    public String issueToClient(String client, String scope) {
        JWTClaimsSet.Builder claims = claims(client, client, clock.instant());
        if (!scope.isEmpty()) {
            claims.claim("scope", scope);
        }
        return keys.sign(TYPE, claims.build());
    }

    private JWTClaimsSet.Builder claims(String subject, String client, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ttl)))
                .jwtID(UUID.randomUUID().toString())
                .claim("client_id", client);
    }

    /**
     * The claims of a token that was issued here and has not expired. Whether its session is open
     * still, or its client known, is another question.
     */
    public Optional<JWTClaimsSet> verify(String token) {
        return keys.verify(TYPE, token)
                .filter(claims -> issuer.equals(claims.getIssuer()))
                .filter(claims -> claims.getAudience().contains(AUDIENCE))
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

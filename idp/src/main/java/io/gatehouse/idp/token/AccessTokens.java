// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.keys.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Issues access tokens (RFC 9068): short-lived, for one audience, bound to one session. */
@ApplicationScoped
public class AccessTokens {

    public static final String AUDIENCE = "gatehouse";
    public static final String CLIENT = "gatehouse";

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final String issuer;
    private final Duration ttl;

    /** The session of a token, the time of its sign-in, and the time of issue. */
    public record Grant(UUID session, Instant authenticatedAt, Instant issuedAt) {}

    @Inject
    AccessTokens(SigningKeys keys, IdpConfig config) {
        this.keys = keys;
        this.issuer = config.site().issuer().toString();
        this.ttl = config.sessions().tokenTtl();
    }

    public String issue(Account account, Grant grant) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(account.id().toString())
                        .audience(AUDIENCE)
                        .issueTime(Date.from(grant.issuedAt()))
                        .expirationTime(Date.from(grant.issuedAt().plus(ttl)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("sid", grant.session().toString())
                        .claim("auth_time", grant.authenticatedAt().getEpochSecond())
                        .claim("account_not_before", account.notBefore())
                        .claim("client_id", CLIENT)
                        .claim("scope", "openid profile email")
                        .claim("preferred_username", account.username())
                        .claim("email", account.email())
                        .claim("email_verified", account.emailVerified())
                        .claim("roles", account.roles().names())
                        // The claim from which MicroProfile JWT reads roles.
                        .claim("groups", account.roles().names())
                        .claim("role", account.roles().text())
                        .build();
        return keys.sign(TYPE, claims);
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

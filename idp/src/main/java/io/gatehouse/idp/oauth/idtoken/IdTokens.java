// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.idtoken;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.keys.KeyAlgorithm;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** Issues ID tokens (OpenID Connect Core 1.0 section 2), and reads them when they come back. */
@ApplicationScoped
public class IdTokens {

    private final SigningKeys keys;
    private final String issuer;
    private final Duration ttl;

    /**
     * What an ID token that came back as a hint says; it may have expired.
     *
     * @param client its audience
     */
    public record Hint(UUID account, String client, UUID session) {}

    @Inject
    IdTokens(SigningKeys keys, IdpConfig config) {
        this.keys = keys;
        this.issuer = config.site().issuer().toString();
        this.ttl = config.sessions().tokenTtl();
    }

    /**
     * Issues an ID token.
     *
     * @param algorithm that the client wants it signed with
     * @param session of the client it is for
     * @param accessToken that is sent beside it
     * @param nonce of the authentication request
     */
    public String issue(
            KeyAlgorithm algorithm,
            Account account,
            Session session,
            String accessToken,
            Optional<String> nonce) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(session.authorization().client())
                        .issueTime(Date.from(session.rotatedAt()))
                        .expirationTime(Date.from(session.rotatedAt().plus(ttl)))
                        .claim("auth_time", session.authenticatedAt().getEpochSecond())
                        .claim("acr", session.assurance().acr())
                        .claim("amr", session.assurance().methods())
                        .claim("sid", session.id().toString())
                        .claim("at_hash", hash(algorithm, accessToken));
        nonce.ifPresent(value -> claims.claim("nonce", value));
        Authorization granted = session.authorization();
        PersonClaims.of(account, granted.scope(), granted.claims().idToken())
                .forEach(claims::claim);
        return keys.sign(algorithm, JOSEObjectType.JWT, claims.build());
    }

    private static String hash(KeyAlgorithm algorithm, String accessToken) {
        // The curve is asked of EdDSA alone, which has more than one.
        return AccessTokenHash.compute(
                        new BearerAccessToken(accessToken), algorithm.jws(), Curve.Ed25519)
                .getValue();
    }

    /** What an ID token of ours says; empty for any other text. */
    public Optional<Hint> hint(String token) {
        return keys.verify(JOSEObjectType.JWT, token)
                .filter(claims -> issuer.equals(claims.getIssuer()))
                .flatMap(IdTokens::read);
    }

    // All that this service signs with this type is an ID token of the form above.
    private static Optional<Hint> read(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getClaim("sid"))
                .map(String::valueOf)
                .map(session ->
                        new Hint(
                                UUID.fromString(claims.getSubject()),
                                claims.getAudience().getFirst(),
                                UUID.fromString(session)));
    }
}

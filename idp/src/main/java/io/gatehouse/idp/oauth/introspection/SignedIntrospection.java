// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.oauth.client.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The answer of the introspection endpoint as a signed JWT, which its caller can keep as evidence
 * (RFC 9701 section 5). It has neither {@code sub} nor {@code exp}, and a type of its own, so
 * nobody takes it for a token.
 */
@ApplicationScoped
class SignedIntrospection {

    static final MediaType MEDIA_TYPE = new MediaType("application", "token-introspection+jwt");

    private static final JOSEObjectType TYPE = new JOSEObjectType("token-introspection+jwt");

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;

    @Inject
    SignedIntrospection(SigningKeys keys, Clock clock, IdpConfig config) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = config.site().issuer().toString();
    }

    /** Whether a caller wants it, by the first of the two types that it names or admits. */
    static boolean isWanted(List<MediaType> accepted) {
        return accepted.stream()
                .filter(type ->
                        MEDIA_TYPE.equals(plain(type))
                                || type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .findFirst()
                .filter(type -> MEDIA_TYPE.equals(plain(type)))
                .isPresent();
    }

    private static MediaType plain(MediaType type) {
        return new MediaType(type.getType(), type.getSubtype());
    }

    /** What is known of a token, for the client that has asked. */
    String sign(Client caller, Map<String, Object> answer) {
        return keys.sign(
                TYPE,
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(caller.id())
                        .issueTime(Date.from(clock.instant()))
                        .claim("token_introspection", answer)
                        .build());
    }
}

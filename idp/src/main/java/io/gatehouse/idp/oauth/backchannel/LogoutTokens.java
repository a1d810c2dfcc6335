// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.oauth.client.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Issues logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
@ApplicationScoped
class LogoutTokens {

    /** As the standard recommends, so that a copy is of no use soon; each attempt has its own. */
    static final Duration TTL = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final String issuer;
    private final Clock clock;

    @Inject
    LogoutTokens(SigningKeys keys, IdpConfig config, Clock clock) {
        this.keys = keys;
        this.issuer = config.site().issuer().toString();
        this.clock = clock;
    }

    /**
     * Issues a token.
     *
     * @param id the same for all tokens of one event, so that a client can tell a repeated one
     */
    String issue(UUID id, Client client, LogoutEvent event) {
        Instant now = clock.instant();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(event.account().toString())
                        .audience(client.id())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(TTL)))
                        .jwtID(id.toString())
                        .claim("events", Map.of(LogoutTokenClaimsSet.EVENT_TYPE, Map.of()))
                        .claim("sid", event.session().toString())
                        .build();
        // As its ID tokens are (section 2.6): it may refuse any other.
        return keys.sign(client.idTokenAlgorithm(), LogoutTokenValidator.TYPE, claims);
    }
}

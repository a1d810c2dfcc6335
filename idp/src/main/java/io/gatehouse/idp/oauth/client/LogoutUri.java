// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import java.net.URI;
import java.util.Optional;

/**
 * Where a client takes logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.2). Each of
 * them names the session, so that it does not matter whether the client requires it.
 */
public record LogoutUri(URI value) {

    /**
     * Refuses what a token must not be sent to.
     *
     * @throws IllegalArgumentException when it is neither https nor on this machine
     */
    public LogoutUri {
        boolean secure = "https".equals(value.getScheme());
        boolean whole =
                value.getHost() != null
                        && value.getRawUserInfo() == null
                        && value.getRawFragment() == null;
        boolean local =
                whole && "http".equals(value.getScheme()) && RedirectUris.isThisMachine(value);
        Client.require(
                whole && (secure || local),
                "backchannel_logout_uri must be https, or http to a loopback address, without fragment");
    }

    static Optional<LogoutUri> of(OIDCClientMetadata metadata) {
        return Optional.ofNullable(metadata.getBackChannelLogoutURI()).map(LogoutUri::new);
    }
}

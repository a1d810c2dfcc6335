// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import static java.util.Objects.requireNonNull;

import io.gatehouse.idp.oauth.client.Client;
import java.util.Optional;

/**
 * The key that a client has proved with a request, if it has proved one.
 *
 * @param thumbprint of the key (RFC 7638)
 */
public record ProvedKey(Optional<String> thumbprint) {

    /** That of a request without a proof. */
    public static final ProvedKey NONE = new ProvedKey(Optional.empty());

    public ProvedKey {
        requireNonNull(thumbprint, "thumbprint");
    }

    /**
     * What a refresh token is bound to. That of a client which proves who it is, is bound to that
     * client already, and stays good when its key changes (RFC 9449 section 5).
     */
    public Optional<String> forRefresh(Client client) {
        return thumbprint.filter(_ -> client.isPublic());
    }

    /** Whether it is the key that something was bound to, if that was bound at all. */
    public boolean fits(Optional<String> bound) {
        return bound.isEmpty() || bound.equals(thumbprint);
    }

    /** How a token is to be sent that is bound to this (RFC 9449 section 5). */
    public String tokenType() {
        return thumbprint.isPresent() ? "DPoP" : "Bearer";
    }
}

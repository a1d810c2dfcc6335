// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A credential of the caller that a service may receive. The access token by which the gate admits
 * a request is never one of them.
 */
public enum Credential {
    /** The cookies that idp makes for itself, and no other cookie. */
    @JsonProperty("own-cookies")
    OWN_COOKIES,
    /** The address that the request comes from, in a header of the gate's own. */
    @JsonProperty("client-address")
    CLIENT_ADDRESS,
    /** The headers {@code x-session-id} and {@code x-token-id}. */
    @JsonProperty("session-ids")
    SESSION_IDS,
    /**
     * The headers {@code Authorization} and {@code DPoP} of a public route, which the gate does not
     * read: by them clients authenticate to idp, show it tokens of its own, and prove their keys.
     */
    @JsonProperty("authorization")
    AUTHORIZATION,
    /**
     * The certificate that a client proves by TLS where the gate asks for one, in a header of the
     * gate's own. Such a route of the gate is there as well.
     */
    @JsonProperty("client-certificate")
    CLIENT_CERTIFICATE
}

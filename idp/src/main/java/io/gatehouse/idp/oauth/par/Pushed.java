// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.par;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer to a request that was pushed (RFC 9126 section 2.2).
 *
 * @param uri by which a browser refers to it
 * @param expiresIn seconds
 */
record Pushed(@JsonProperty("request_uri") String uri, @JsonProperty("expires_in") long expiresIn) {

    /** Omits the URI, which is a secret of the client. */
    @Override
    public String toString() {
        return "Pushed[" + expiresIn + "]";
    }
}

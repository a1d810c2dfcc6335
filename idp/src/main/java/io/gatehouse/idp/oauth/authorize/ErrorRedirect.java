// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import java.net.URI;

/** Refuses an authorization request by a redirect to its client (RFC 6749 section 4.1.2.1). */
public final class ErrorRedirect extends RuntimeException {

    private final URI location;

    ErrorRedirect(String error, URI location) {
        super(error);
        this.location = location;
    }

    URI location() {
        return location;
    }
}

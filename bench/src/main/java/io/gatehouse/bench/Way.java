// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.util.Locale;

/** How a request gets to its service. */
enum Way {
    /** As every client: TLS, limits, authz, token, route. */
    GATE,
    /** With the gateway's own certificate and the headers that it would have written. */
    DIRECT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

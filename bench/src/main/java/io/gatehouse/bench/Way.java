// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.util.Locale;

/** The way of a request to its service. */
public enum Way {
    /** Through the gate, as every client: TLS, limits, authz, token, route. */
    GATE,
    /** Straight to the service, with the gateway's certificate and the headers it would set. */
    DIRECT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Set;
import java.util.TreeSet;

/**
 * How a request gets to its service, and its answer back.
 *
 * @param timeoutSeconds until the answer is whole
 * @param retriesUnsent whether a GET that met a connection just closed is sent once more
 * @param credentials what the service may still see of them
 * @param anyOrigin whether every page may read the answer, without cookies
 */
public record Forwarding(
        int timeoutSeconds, boolean retriesUnsent, Set<Credential> credentials, boolean anyOrigin) {
    /** Takes a copy. */
    public Forwarding {
        credentials = Set.copyOf(credentials);
    }

    /** The request headers that the service must not see, beside the token itself. */
    public Set<String> hidden() {
        Set<String> hidden = new TreeSet<>();
        if (!credentials.contains(Credential.REFRESH_COOKIE)) {
            hidden.add("cookie");
        }
        if (!credentials.contains(Credential.SESSION_IDS)) {
            hidden.add("x-session-id");
            hidden.add("x-token-id");
        }
        return hidden;
    }
}

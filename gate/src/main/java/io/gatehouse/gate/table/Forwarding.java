// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Set;
import java.util.TreeSet;

/**
 * How the gate forwards a request to its service.
 *
 * @param timeoutSeconds until the response is complete
 * @param retriesUnsent whether a GET is sent once more if its connection was just closed
 * @param credentials those that the service receives
 * @param anyOrigin whether pages of any origin may read the response, without cookies
 */
public record Forwarding(
        int timeoutSeconds, boolean retriesUnsent, Set<Credential> credentials, boolean anyOrigin) {
    public Forwarding {
        credentials = Set.copyOf(credentials);
    }

    /** The request headers that the gate removes. */
    public Set<String> hidden() {
        Set<String> hidden = new TreeSet<>();
        if (!credentials.contains(Credential.AUTHORIZATION)) {
            hidden.add("authorization");
            hidden.add("dpop");
        }
        if (!credentials.contains(Credential.OWN_COOKIES)) {
            hidden.add("cookie");
        }
        if (!credentials.contains(Credential.SESSION_IDS)) {
            hidden.add("x-session-id");
            hidden.add("x-token-id");
        }
        return hidden;
    }

    /** The same where the gate asks clients for their certificates: no browser is there. */
    public Set<String> hiddenBesideCertificates() {
        Set<String> hidden = hidden();
        hidden.add("cookie");
        return hidden;
    }

    /** Whether the service is told where a request comes from. */
    public boolean tellsAddress() {
        return credentials.contains(Credential.CLIENT_ADDRESS);
    }
}

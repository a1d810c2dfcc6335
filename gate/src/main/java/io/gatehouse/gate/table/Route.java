// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.regex.Pattern;

/** One route of the gate: the requests, their service, who may pass, and the forwarding. */
public record Route(
        String name, String service, Operation operation, Guard guard, Forwarding forwarding) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * Refuses a name that is not valid in a log, a metric or a resource, and a service that would
     * receive the token by which the gate admits a request.
     */
    public Route {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no name: lower-case words joined by -".formatted(name));
        }
        if (guard.access() != Access.PUBLIC
                && forwarding.credentials().contains(Credential.AUTHORIZATION)) {
            throw new IllegalArgumentException(
                    "only a public route keeps Authorization: elsewhere the gate reads it");
        }
        if (guard.access() != Access.PUBLIC && takesCertificates(forwarding)) {
            throw new IllegalArgumentException(
                    "only a public route takes certificates: nothing else is judged there");
        }
    }

    public boolean isPublic() {
        return guard.access() == Access.PUBLIC;
    }

    /** Whether it is there as well where the gate asks clients for their certificates. */
    public boolean takesCertificates() {
        return takesCertificates(forwarding);
    }

    private static boolean takesCertificates(Forwarding forwarding) {
        return forwarding.credentials().contains(Credential.CLIENT_CERTIFICATE);
    }

    /** Whether a request can match both routes. */
    boolean collidesWith(Route other) {
        return sharesMethod(other) && operation.path().overlaps(other.operation.path());
    }

    /** Whether an Istio policy that admits this route also admits the other one. */
    boolean covers(Route other) {
        return sharesMethod(other) && operation.path().covers(other.operation.path());
    }

    private boolean sharesMethod(Route other) {
        return operation.allowed().stream().anyMatch(other.operation.allowed()::contains);
    }
}

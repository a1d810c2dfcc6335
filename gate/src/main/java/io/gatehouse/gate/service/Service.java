// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service behind the gate.
 *
 * @param name of its file, its identity, its host and its database
 * @param callers those that may call it directly; the gateway's requests are in the table of routes
 */
public record Service(String name, boolean hasDatabase, List<Caller> callers, Program program) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_NAME = 40;

    /** The names on a laptop of a service's sidecar and of its AOT training. */
    private static final Pattern ASIDE = Pattern.compile(".*-proxy|training-.*");

    /** Names that are taken: in a namespace, among certificates, in a database, or on a laptop. */
    private static final Set<String> TAKEN =
            Set.of(
                    "access",
                    "admin",
                    "ca",
                    "default",
                    "default-deny",
                    "envoy",
                    Caller.GATEWAY,
                    "istiod",
                    "kustomization",
                    "launcher",
                    "metrics",
                    "migrate",
                    "names",
                    "node",
                    "postgres",
                    "public",
                    "ratelimit",
                    "redis",
                    "root",
                    "services",
                    "system",
                    "template0",
                    "template1",
                    "traces");

    /**
     * Refuses a name that is taken or malformed, and callers that the program cannot have.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Service {
        callers = List.copyOf(callers);
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "\"%s\" is no name: lower-case words joined by -, %d characters at most"
                            .formatted(name, MAX_NAME));
        }
        if (TAKEN.contains(name) || ASIDE.matcher(name).matches()) {
            throw new IllegalArgumentException("the name %s is taken".formatted(name));
        }
        for (Caller caller : callers) {
            if (caller.from().equals(name)) {
                throw new IllegalArgumentException("callers: it calls itself");
            }
            if (caller.isGateway() && program.grpcPort().isEmpty()) {
                throw new IllegalArgumentException(
                        "callers: the gateway's requests stand in gate/routes.yaml; beside them it"
                                + " calls a grpcPort only");
            }
        }
    }

    /** Whether that service may call this one directly. */
    public boolean isCalledBy(String service) {
        return callers.stream().anyMatch(caller -> caller.from().equals(service));
    }

    /** The services that may call this one directly, each once. */
    public Stream<String> callingServices() {
        return callers.stream().filter(caller -> !caller.isGateway()).map(Caller::from).distinct();
    }
}

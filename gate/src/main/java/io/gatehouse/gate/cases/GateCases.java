// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Route;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Generates test cases from the table: every route as each kind of caller, every path with other
 * methods, and unknown paths. They run against authz alone, one Envoy, and the mesh.
 */
public final class GateCases {
    /** A token in valid form that no key has signed. */
    private static final String UNSIGNED =
            "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Im5vbmUifQ.e30.AAAA";

    private static final Outcome PASSES = new Outcome.Passes();
    private static final Outcome TOKEN_MISSING = new Outcome.Refused(401, "token_missing");
    private static final Outcome TOKEN_INVALID = new Outcome.Refused(401, "token_invalid");
    private static final Outcome FORBIDDEN = new Outcome.Refused(403, "forbidden");
    private static final Outcome DELEGATED = new Outcome.Refused(403, "delegation_refused");
    private static final Outcome KEYED = new Outcome.Refused(403, "api_key_refused");
    private static final Outcome NOT_FOUND = new Outcome.Refused(404, "not_found");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Routes routes;

    private GateCases(Routes routes) {
        this.routes = routes;
    }

    /** The cases of a table. */
    public static List<GateCase> of(Routes routes) {
        GateCases cases = new GateCases(routes);
        return Stream.of(cases.listed(), cases.otherMethods(), cases.unlisted())
                .flatMap(List::stream)
                .toList();
    }

    private List<GateCase> listed() {
        List<GateCase> cases = new ArrayList<>();
        for (Route route : routes.all()) {
            for (String method : route.operation().allowed()) {
                String path = example(route);
                for (Caller caller : callers()) {
                    cases.add(new GateCase(method, path, caller, outcome(route, caller)));
                }
            }
        }
        return cases;
    }

    private static Outcome outcome(Route route, Caller caller) {
        if (route.isPublic()) {
            return PASSES;
        }
        if (caller.badToken().isPresent()) {
            return TOKEN_INVALID;
        }
        if (caller.delegated() && !route.guard().delegated()) {
            return DELEGATED;
        }
        if (caller.keyed() && !route.guard().keyed()) {
            return KEYED;
        }
        if (route.guard().access() == Access.SIGN_OUT) {
            return PASSES;
        }
        if (!caller.isSignedIn()) {
            return TOKEN_MISSING;
        }
        boolean mayPass =
                route.guard().access() == Access.SIGNED_IN
                        || !Collections.disjoint(route.guard().roles(), caller.roles());
        return mayPass ? PASSES : FORBIDDEN;
    }

    private List<GateCase> otherMethods() {
        List<GateCase> cases = new ArrayList<>();
        for (String path : routes.all().stream().map(GateCases::example).distinct().toList()) {
            Set<String> allowed = new TreeSet<>();
            routes.all().stream()
                    .filter(route -> example(route).equals(path))
                    .forEach(route -> allowed.addAll(route.operation().allowed()));
            METHODS.stream()
                    .filter(method -> !allowed.contains(method))
                    .forEach(method ->
                            cases.add(
                                    new GateCase(
                                            method,
                                            path,
                                            Caller.ANONYMOUS,
                                            new Outcome.WrongMethod(allowed))));
        }
        return cases;
    }

    private List<GateCase> unlisted() {
        List<String> paths = new ArrayList<>(List.of("/", "/nowhere", "/health", "/metrics"));
        routes.services().forEach(service -> paths.add("/microservice/" + service));
        for (Route route : routes.all()) {
            paths.add(example(route) + "/");
            paths.add(example(route) + "/nowhere/else");
        }
        List<GateCase> cases = new ArrayList<>();
        for (String path : paths.stream().distinct().toList()) {
            cases.add(new GateCase("GET", path, Caller.ANONYMOUS, NOT_FOUND));
            cases.add(new GateCase("POST", path, Caller.withBadToken(UNSIGNED), NOT_FOUND));
        }
        return cases;
    }

    private List<Caller> callers() {
        List<Caller> callers = new ArrayList<>();
        callers.add(Caller.ANONYMOUS);
        callers.add(Caller.withBadToken(UNSIGNED));
        routes.roles().forEach(role -> callers.add(Caller.with(role)));
        callers.add(Caller.delegated(routes.roles()));
        callers.add(Caller.keyed(routes.roles()));
        return callers;
    }

    private static String example(Route route) {
        return route.operation().path().example();
    }
}

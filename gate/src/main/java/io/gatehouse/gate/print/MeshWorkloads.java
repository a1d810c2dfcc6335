// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import io.gatehouse.gate.service.Caller;
import io.gatehouse.gate.service.Program;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The mesh's rules for workloads: which callers each admits, and how proxies connect to it. */
final class MeshWorkloads {
    private static final String ACCOUNTS = "cluster.local/ns/";
    private static final String GATEWAY = "istio-system/sa/istio-ingressgateway-service-account";

    private final Routes routes;
    private final Services services;

    MeshWorkloads(Routes routes, Services services) {
        this.routes = routes;
        this.services = services;
    }

    /** An AuthorizationPolicy for each service that has a caller. */
    List<Object> policies() {
        List<Object> policies = new ArrayList<>();
        for (Service service : services.all()) {
            List<Object> rules = rules(service);
            if (!rules.isEmpty()) {
                policies.add(policy(service.name(), rules));
            }
        }
        return policies;
    }

    /** Matches requests that carry one of the headers and do not come from the gateway. */
    static List<Object> notFromTheGateway(List<String> headers) {
        Object others = map("source", map("notPrincipals", List.of(ACCOUNTS + GATEWAY)));
        return headers.stream()
                .<Object>map(name ->
                        map(
                                "from",
                                List.of(others),
                                "when",
                                List.of(
                                        map(
                                                "key",
                                                "request.headers[%s]".formatted(name),
                                                "values",
                                                List.of("*")))))
                .toList();
    }

    /** The DestinationRules of the services; the one for a gRPC port is in istio/traffic.yaml. */
    List<Object> traffic(Skeletons skeletons) {
        List<Object> rules = new ArrayList<>();
        for (Service service : services.all()) {
            boolean isUsual =
                    routes.of(service.name()).findAny().isPresent()
                            && service.program().grpcPort().isEmpty();
            boolean isCalledInside = service.callingServices().findAny().isPresent();
            rules.addAll(
                    skeletons.documents(
                            "traffic.yaml",
                            Map.of("routed", isUsual, "called-inside", isCalledInside),
                            Map.of("name", service.name())));
        }
        return rules;
    }

    private List<Object> rules(Service service) {
        Program program = service.program();
        List<Object> rules = new ArrayList<>();
        List<Object> fromGateway = new ArrayList<>();
        fromGateway.addAll(operations(service, Caller.GATEWAY, program.grpcPort()));
        fromGateway.addAll(new MeshPolicies(routes).admitted(service.name(), program.port()));
        if (!fromGateway.isEmpty()) {
            rules.add(rule(GATEWAY, fromGateway));
        }
        service.callingServices()
                .forEach(caller ->
                        rules.add(
                                rule(
                                        "gatehouse/sa/" + caller,
                                        operations(
                                                service, caller, OptionalInt.of(program.port())))));
        return rules;
    }

    private static List<Object> operations(Service service, String from, OptionalInt port) {
        Stream<Caller> callers =
                service.callers().stream().filter(caller -> caller.from().equals(from));
        return callers.<Object>map(caller ->
                        map(
                                "operation",
                                map(
                                        "ports",
                                        List.of(Integer.toString(port.orElseThrow())),
                                        "methods",
                                        caller.methods(),
                                        "paths",
                                        caller.paths().stream()
                                                .map(path -> path.replace("{id}", "{*}"))
                                                .toList())))
                .toList();
    }

    private static Object rule(String account, List<Object> operations) {
        return map(
                "from",
                List.of(map("source", map("principals", List.of(ACCOUNTS + account)))),
                "to",
                operations);
    }

    private static Object policy(String service, List<Object> rules) {
        return map(
                "apiVersion",
                "security.istio.io/v1",
                "kind",
                "AuthorizationPolicy",
                "metadata",
                map("name", service, "namespace", "gatehouse"),
                "spec",
                map(
                        "selector",
                        map("matchLabels", map("app.kubernetes.io/name", service)),
                        "action",
                        "ALLOW",
                        "rules",
                        rules));
    }
}

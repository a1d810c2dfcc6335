// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.table.Route;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a command has changed, and what the user can do next. */
final class Report {
    private final PrintWriter out;
    private final String program;

    Report(CommandSpec command) {
        out = command.commandLine().getOut();
        program = command.root().name();
    }

    void changed(List<Changed> files) {
        files.forEach(
                file -> out.println((file.isRemoved() ? "removed: " : "written: ") + file.file()));
    }

    void afterAdding(String service) {
        out.printf(
                """

                Next, on this machine:            %2$s up --only idp,authz,%1$s
                in a cluster that has its image:  kubectl apply -k k8s/overlays/minimal
                to keep it:                       git add services gate istio k8s
                to take it away:                  %2$s service remove %1$s
                """,
                service, program);
    }

    void afterRemoving(Set<String> services) {
        out.printf(
                """

                Next, on this machine:  %2$s up
                in a cluster, which kubectl apply takes nothing away from:
                  kubectl -n gatehouse delete --ignore-not-found deployment,service,hpa,pdb,networkpolicy,\
                serviceaccount,authorizationpolicy,destinationrule,virtualservice %1$s
                to keep it so:          git add -A services gate istio k8s
                """,
                String.join(" ", services), program);
    }

    void list(Tables tables) {
        int width =
                tables.services().all().stream().mapToInt(it -> it.name().length()).max().orElse(0);
        for (Service service : tables.services().all()) {
            String whose = service.program() instanceof Own ? "ours" : "yours";
            List<Route> routes = tables.routes().of(service.name()).toList();
            out.printf("%-" + width + "s  %-5s  %d routes%n", service.name(), whose, routes.size());
            routes.forEach(route ->
                    out.printf(
                            "    %-16s %-40s %s%n",
                            String.join(",", route.operation().methods()),
                            route.operation().path(),
                            audience(route)));
        }
    }

    private static String audience(Route route) {
        String who =
                route.guard().roles().isEmpty()
                        ? route.guard().access().text()
                        : String.join(",", route.guard().roles());
        return who
                + (route.guard().sensitive() ? " sensitive" : "")
                + (route.guard().delegated() ? " delegated" : "")
                + (route.guard().keyed() ? " keyed" : "");
    }
}

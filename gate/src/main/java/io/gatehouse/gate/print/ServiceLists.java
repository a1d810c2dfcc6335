// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.service.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What names each service beside its workload: faults to try, and whose instances are counted. */
final class ServiceLists {
    private static final String GATEWAY = "istio-ingressgateway";

    private final Skeletons skeletons;
    private final Services services;

    ServiceLists(Skeletons skeletons, Services services) {
        this.skeletons = skeletons;
        this.services = services;
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (Service service : services.all()) {
            fault(files, service.name(), "answers-late", 0);
            fault(files, service.name(), "fails-always", 100);
            fault(files, service.name(), "fails-one-in-five", 20);
        }
        files.put("k8s/components/monitoring/services.yml", instances());
        return files;
    }

    /**
     * Adds one.
     *
     * @param percent of the requests that fail; none do of a late one
     */
    private void fault(Map<String, String> files, String service, String fault, int percent) {
        Map<String, Object> parts = Map.of("late", percent == 0, "failing", percent > 0);
        Map<String, String> values =
                Map.of("service", service, "fault", fault, "percent", Integer.toString(percent));
        files.put(
                "istio/faults/%s-%s.yaml".formatted(service, fault),
                skeletons.text("services/", "fault.yaml", parts, values));
    }

    private String instances() {
        List<String> names =
                Stream.concat(Stream.of(GATEWAY), services.all().stream().map(Service::name))
                        .toList();
        String zeros =
                names.stream()
                        .map(
                                "\nor label_replace(vector(0), \"app\", \"%s\", \"\", \"\")"
                                        ::formatted)
                        .collect(Collectors.joining());
        return skeletons.text(
                "services/",
                "rules.yaml",
                Map.of(),
                Map.of("names", String.join("|", names), "zeros", zeros));
    }
}

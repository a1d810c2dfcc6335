// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.util.UUID;

/** Those who call the service through the gateway, or past it as another workload. */
public final class Gate {
    private Gate() {}

    public static Http anonymous() {
        return Http.at(IdpServer.uri()).anonymous();
    }

    public static Http workload(String name) {
        return anonymous().workload(name);
    }

    public static Http as(UUID id, String name, String... roles) {
        return anonymous().as(id, name, roles);
    }

    public static Http admin() {
        return as(UUID.randomUUID(), "some-admin", "admin");
    }

    /** What Prometheus reads. */
    public static HttpAnswer metrics() {
        return Http.at(IdpServer.adminUri()).get("/metrics");
    }

    /** What a counter says of an outcome; zero while it has not counted one. */
    public static double counted(String counter, String outcome) {
        return sum(counter, "outcome=\"" + outcome + "\"");
    }

    /** What a counter says, of whatever outcome. */
    public static double counted(String counter) {
        return sum(counter, "");
    }

    private static double sum(String counter, String tag) {
        return metrics()
                .text()
                .lines()
                .filter(line -> line.startsWith(counter))
                .filter(line -> line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}

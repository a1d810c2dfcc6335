// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * A Deployment of the system and its pods.
 *
 * @param label which pods are its own
 */
record Workload(String namespace, String name, String container, String label) {
    static final Workload IDP = service("idp");
    static final Workload AUTHZ = service("authz");
    static final Workload PRODUCTS = service("products");
    static final Workload ORDERS = service("orders");
    static final Workload PAYMENTS = service("payments");
    static final Workload RATELIMIT = service("ratelimit");
    static final Workload REDIS = service("redis");
    static final Workload GATEWAY =
            new Workload(
                    "istio-system", "istio-ingressgateway", "istio-proxy", "istio=ingressgateway");
    static final Workload ISTIOD =
            new Workload("istio-system", "istiod", "discovery", "app=istiod");

    /** Those a request of a client passes, each with two replicas or more. */
    static final List<Workload> SERVING = List.of(IDP, AUTHZ, PRODUCTS, ORDERS, PAYMENTS, GATEWAY);

    private static Workload service(String name) {
        return new Workload("gatehouse", name, name, "app.kubernetes.io/name=" + name);
    }

    String kubectl(String... arguments) {
        return Kubectl.run(
                Stream.concat(Stream.of("-n", namespace), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** The pods that are not on their way out, oldest name first. */
    List<Pod> pods() {
        return Pod.stream(Kubectl.json("-n", namespace, "get", "pods", "-l", label).path("items"))
                .map(pod -> Pod.of(pod, container))
                .filter(pod -> !pod.leaving())
                .sorted(Comparator.comparing(Pod::name))
                .toList();
    }

    List<Pod> readyPods() {
        return pods().stream().filter(Pod::ready).toList();
    }

    /** Which pods listen, which is what their callers know of. */
    void awaitReady(int replicas, Duration longest) {
        awaitAllReady(replicas + " ready pods of " + name, () -> replicas, longest);
    }

    /** The same, as many as its Deployment wants at the time: an autoscaler may change that. */
    void awaitWanted(Duration longest) {
        awaitAllReady("as many ready pods of " + name + " as are wanted", this::wanted, longest);
    }

    private void awaitAllReady(String what, IntSupplier replicas, Duration longest) {
        await(what)
                .atMost(longest)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    List<Pod> pods = pods();
                    return pods.size() == replicas.getAsInt() && pods.stream().allMatch(Pod::ready);
                });
    }

    int wanted() {
        return Integer.parseInt(
                kubectl("get", "deployment/" + name, "-o", "jsonpath={.spec.replicas}"));
    }

    /** As many ready pods as its Deployment wants, and none that leaves. */
    void awaitRolledOut(Duration longest) {
        kubectl(
                "rollout",
                "status",
                "deployment/" + name,
                "--timeout=" + longest.toSeconds() + "s");
    }

    void restart() {
        kubectl("rollout", "restart", "deployment/" + name);
    }

    void scale(int replicas) {
        kubectl("scale", "deployment/" + name, "--replicas=" + replicas);
    }

    void delete(Pod pod) {
        kubectl("delete", "pod", pod.name(), "--wait=false");
    }

    /**
     * Ends the pod as a crash of its node would: nobody is told, nothing is drained. One that has
     * gone by itself meanwhile is as good.
     */
    void kill(Pod pod) {
        kubectl(
                "delete",
                "pod",
                pod.name(),
                "--grace-period=0",
                "--force",
                "--wait=false",
                "--ignore-not-found");
    }

    @Override
    public String toString() {
        return name;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.testkit.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has been applied is what the cluster and its proxies took. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class InstallE2E {
    private static final String SECTION = "01-install";

    /** Istio warns of every EnvoyFilter and of namespaces that are none of ours. */
    private static final List<String> EXPECTED =
            List.of("IST0133", "IST0151", "IST0175", "IST0102");

    private static final String ISTIO = "1.31.";
    private static final String ENVOY = "1.39.";

    @Test
    void podsWhenInstalledThenAllReady() {
        for (String namespace :
                List.of(
                        "gatehouse",
                        "gatehouse-data",
                        "gatehouse-monitoring",
                        "istio-system",
                        "provider")) {
            List<Pod> pods =
                    Pod.stream(Kubectl.json("-n", namespace, "get", "pods").path("items"))
                            .filter(pod ->
                                    !pod.path("status").path("phase").asText().equals("Succeeded"))
                            .map(pod -> Pod.of(pod, ""))
                            .toList();

            assertThat(pods).as(namespace).isNotEmpty().allMatch(Pod::ready);
            Proof.note(SECTION, pods.size() + " pods Ready in " + namespace);
        }
    }

    @Test
    void analyzeWhenInstalledThenNothingToSay() {
        Kubectl.Result result =
                Kubectl.command(
                        Optional.empty(),
                        List.of("istioctl", "analyze", "--all-namespaces", "--output", "json"));
        // With JSON the status only says whether the analysis ran; what it found is the list.
        JsonNode messages = Json.read(result.orFail().out());
        assertThat(messages.isArray()).as("a list: %s", result).isTrue();
        List<String> found =
                Pod.stream(messages)
                        .filter(message -> !EXPECTED.contains(message.path("code").asText()))
                        .map(JsonNode::toString)
                        .toList();

        assertThat(found).as(result.error()).isEmpty();
        Proof.note(SECTION, "istioctl analyze --all-namespaces: nothing but " + EXPECTED);
    }

    @Test
    void validateWhenPolicyIsReadThenValid() {
        Kubectl.Result result =
                Kubectl.command(
                        Optional.empty(),
                        List.of("istioctl", "validate", "-f", Checkout.path("istio").toString()));

        assertThat(result.status()).as(result.out() + result.error()).isZero();
        Proof.note(SECTION, "istioctl validate -f istio: valid");
    }

    /**
     * The policy is made for one line of both; which patch of it is the operator's to keep fresh.
     */
    @Test
    void versionsWhenInstalledThenOfTheLineThePolicyIsMadeFor() {
        JsonNode mesh =
                Json.read(
                        Kubectl.command(
                                        Optional.empty(),
                                        List.of("istioctl", "version", "--output", "json"))
                                .orFail()
                                .out());
        List<String> istio =
                Pod.stream(mesh.path("meshVersion"))
                        .map(part -> part.path("Info").path("version").asText())
                        .distinct()
                        .toList();
        List<String> envoy =
                Workload.GATEWAY.readyPods().stream()
                        .map(pod -> Kubectl.proxy("istio-system", pod.name(), "server_info"))
                        .map(info -> Json.read(info).path("version").asText())
                        // COMMIT/VERSION/STATE/BUILD/LIBRARY
                        .map(version -> version.replaceFirst("^[^/]*/([^/]*)/.*$", "$1"))
                        .distinct()
                        .toList();

        assertThat(istio).isNotEmpty().allMatch(version -> version.startsWith(ISTIO));
        assertThat(envoy).isNotEmpty().allMatch(version -> version.startsWith(ENVOY));
        Proof.note(
                SECTION,
                "Istio " + istio + ", Envoy " + envoy + "; oldest to use: istio/operator.yaml");
    }

    @Test
    void overlaysWhenAskedThenTheClusterWouldTakeThem() {
        Path render = Checkout.path("k8s", "tests", "render");

        Kubectl.Result result =
                Kubectl.command(Optional.empty(), List.of(render.toString(), "--cluster"));

        assertThat(result.status()).as(result.out() + result.error()).isZero();
        Proof.note(
                SECTION,
                "./gatehouse render --cluster (server-side dry run of every overlay and"
                        + " combination, CockroachDB included): "
                        + result.out().strip().replace("\n", "; "));
    }

    @Test
    void proxiesWhenConfiguredThenNoneRefused() {
        for (Pod istiod : Workload.ISTIOD.readyPods()) {
            String log = Workload.ISTIOD.kubectl("logs", istiod.name());

            assertThat(log.lines().filter(line -> line.contains("ACK ERROR"))).isEmpty();
        }
        Proof.note(SECTION, "no configuration was refused by a proxy (istiod's logs)");
    }
}

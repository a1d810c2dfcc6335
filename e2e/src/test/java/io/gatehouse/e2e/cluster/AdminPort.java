// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a pod says of itself at the port that only its node may ask. */
final class AdminPort {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private AdminPort() {}

    /** The answer of MicroProfile Health: {@code status} and {@code checks}. */
    static JsonNode readiness(Workload workload, Pod pod) {
        return Json.read(get(workload, pod, "/health/ready"));
    }

    /** How often one outcome was counted, by all pods that serve together. */
    static double counted(Workload workload, String counter, String outcome) {
        return workload.readyPods().stream()
                .flatMap(pod -> get(workload, pod, "/metrics").lines())
                .filter(line -> line.startsWith(counter))
                .filter(line -> line.contains("outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String get(Workload workload, Pod pod, String path) {
        ProcessBuilder command =
                new ProcessBuilder(
                        "kubectl",
                        "-n",
                        workload.namespace(),
                        "port-forward",
                        "--address=127.0.0.1",
                        "pod/" + pod.name(),
                        ":8081");
        try {
            Process forward = command.redirectErrorStream(true).start();
            try (BufferedReader out = forward.inputReader()) {
                return ask(out.readLine(), path);
            } finally {
                forward.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + pod.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The line reads: Forwarding from 127.0.0.1:45123 -> 8081. */
    private static String ask(String line, String path) throws IOException, InterruptedException {
        if (line == null || !line.startsWith("Forwarding from ")) {
            throw new IOException("kubectl says " + line);
        }
        String address = line.split(" ", -1)[2];
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(LONGEST)
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a process whether it still works. */
@FunctionalInterface
public interface Probe {
    /** Answers within a bounded time and never throws for a process that is away. */
    boolean isHealthy();

    /** Healthy is what answers 2xx on this machine in time. */
    static Probe http(HttpClient http, int port, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        return () -> {
            try {
                return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}

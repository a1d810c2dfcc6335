// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A health check of a process. */
@FunctionalInterface
public interface Probe {
    /** Returns within a bounded time, and never throws for a process that does not respond. */
    boolean isHealthy();

    /** A probe over HTTP on 127.0.0.1: a 2xx response within 2 s is healthy. */
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

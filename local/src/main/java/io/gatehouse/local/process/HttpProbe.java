// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Healthy is what answers 2xx in time. */
public final class HttpProbe implements Probe {
    private static final int OK = 200;
    private static final int NOT_OK = 300;

    private final HttpClient http;
    private final HttpRequest request;

    public HttpProbe(HttpClient http, URI uri, Duration timeout) {
        this.http = requireNonNull(http, "http");
        this.request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    }

    @Override
    public boolean isHealthy() {
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status >= OK && status < NOT_OK;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.LocalSystem;
import io.gatehouse.e2e.crash.Observed.Charge;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The payment provider, asked without payments in between. */
final class ProviderClient {
    private final LocalSystem system;
    private final HttpClient http = HttpClient.newHttpClient();

    ProviderClient(LocalSystem system) {
        this.system = system;
    }

    /** The charges that succeeded, as the provider tells them. */
    List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = send(request("/v1/charges?limit=100" + after).GET());
            for (JsonNode charge : page.path("items")) {
                if (charge.path("status").asText().equals("succeeded")) {
                    charges.add(
                            new Charge(
                                    charge.path("id").asText(),
                                    charge.path("key").asText(),
                                    charge.path("amount").asLong(),
                                    charge.path("refunded").asLong()));
                }
            }
            if (!page.has("next")) {
                return charges;
            }
            after = "&after=" + page.path("next").asText();
        }
    }

    /** Charges somebody of whom no other party knows. */
    void charge(String key, long amount) {
        post(
                "/v1/charges",
                key,
                Map.of(
                        "amount",
                        amount,
                        "currency",
                        "EUR",
                        "source",
                        "tok_ok",
                        "reference",
                        "nobody asked for it"));
    }

    /** Gives back a part of a charge, of which no other party knows. */
    void refund(String charge, long amount) {
        post(
                "/v1/refunds",
                UUID.randomUUID().toString(),
                Map.of("charge", charge, "amount", amount));
    }

    /** Lets the provider meet these faults, in JSON, and no others, until it starts anew. */
    void fail(String faults) {
        send(
                request("/control/faults")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(faults)));
    }

    /** The provider is well again. */
    JsonNode heal() {
        return send(request("/control/faults").DELETE());
    }

    private void post(String path, String key, Map<String, Object> body) {
        send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(Json.write(body))));
    }

    private HttpRequest.Builder request(String path) {
        int port = system.port("provider-sim");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + system.secret("provider-key.password"));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            JsonNode body = Json.read(response.body());
            assertThat(response.statusCode()).as("the provider's answer %s", body).isEqualTo(200);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

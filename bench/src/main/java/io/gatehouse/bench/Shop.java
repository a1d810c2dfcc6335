// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The measured system: clients for both ways, accounts and products. */
public final class Shop {
    private static final int PLENTY = 1_000_000;

    private final Launched system;
    private final HttpClient outside;
    private final HttpClient inside;

    public Shop(Launched system) {
        this.system = requireNonNull(system, "system");
        this.outside = client(PemTls.trusting(system.ca()));
        SSLContext gateway =
                PemTls.presenting(
                        system.certificates().resolve("workloads/ca.crt"),
                        system.certificates().resolve("workloads"),
                        "gateway");
        this.inside = client(gateway);
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** A client of a service. */
    public Api api(Way way, String service) {
        return switch (way) {
            case GATE -> new Api(outside, system.url(), Map.of());
            case DIRECT -> new Api(inside, system.service(service), Map.of());
        };
    }

    /** Name and password of the first account with a role. */
    public Map<String, String> credentials(String role) {
        JsonNode account = system.account(role);
        return Map.of(
                "username", account.path("username").asText(),
                "password", account.path("password").asText());
    }

    SignedIn signIn(String role) {
        return SignedIn.of(api(Way.GATE, "idp").post("/authentication/login", credentials(role)));
    }

    /** Makes an API key of the session's account. */
    String apiKey(SignedIn session) {
        Map<String, Object> wanted = Map.of("name", "Measured " + UUID.randomUUID());
        return api(Way.GATE, "idp")
                .with(session.headers(Way.GATE))
                .post("/accounts/me/keys", wanted)
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    /** Adds products with more stock than any run can sell; returns their ids. */
    List<String> products(int count) {
        Api admin = api(Way.GATE, "products").with(signIn("admin").headers(Way.GATE));
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
        for (String id : ids) {
            Map<String, Object> product =
                    Map.of(
                            "name",
                            "Measured " + id,
                            "description",
                            "Made by the bench.",
                            "price",
                            Map.of("amount", 990, "currency", "EUR"),
                            "stock",
                            PLENTY);
            admin.post("/products/admin/" + id, product).expect(201);
        }
        return ids;
    }
}

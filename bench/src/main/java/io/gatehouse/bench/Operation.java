// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The operations that the bench measures: requests that concurrent callers repeat. */
enum Operation {
    JWKS("jwks") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            Api api = shop.api(way, "idp");
            return same(count, () -> api.get("/.well-known/jwks.json").status() == 200);
        }
    },
    LOGIN("login") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            Api api = shop.api(way, "idp");
            Map<String, String> credentials = shop.credentials("customer");
            return same(
                    count, () -> api.post("/authentication/login", credentials).status() == 200);
        }
    },
    REFRESH("refresh") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            Api api = shop.api(way, "idp");
            return IntStream.range(0, count)
                    .<Caller>mapToObj(
                            i -> new Refreshing(api, shop.signIn("customer").refreshToken()))
                    .toList();
        }
    },
    WHOAMI("whoami") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            Api api = shop.api(way, "idp").with(shop.signIn("customer").headers(way));
            return same(count, () -> api.get("/authentication/whoami").status() == 200);
        }
    },
    /** With an API key at the gate, in place of the access token. */
    WHOAMI_KEY("whoami-key") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            SignedIn session = shop.signIn("customer");
            Map<String, String> headers =
                    switch (way) {
                        case GATE -> Map.of("Authorization", "Bearer " + shop.apiKey(session));
                        case DIRECT -> session.headers(way);
                    };
            Api api = shop.api(way, "idp").with(headers);
            return same(count, () -> api.get("/authentication/whoami").status() == 200);
        }
    },
    PRODUCTS("products") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            Api api = shop.api(way, "products").with(shop.signIn("customer").headers(way));
            return same(count, () -> api.get("/products").status() == 200);
        }
    },
    /** Each caller buys a different product, so that they do not contend for a row. */
    BUY("buy") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            return buying(shop, way, shop.products(count));
        }
    },
    /** All callers buy the same product, so that they contend for its row. */
    BUY_HOT("buy-hot") {
        @Override
        List<Caller> callers(Shop shop, Way way, int count) {
            String product = shop.products(1).getFirst();
            return buying(shop, way, IntStream.range(0, count).mapToObj(i -> product).toList());
        }
    };

    private final String label;

    Operation(String label) {
        this.label = requireNonNull(label, "label");
    }

    String label() {
        return label;
    }

    abstract List<Caller> callers(Shop shop, Way way, int count);

    private static List<Caller> same(int count, Caller caller) {
        Supplier<Caller> callers = () -> caller;
        List<Caller> all = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> all.add(callers.get()));
        return all;
    }

    private static List<Caller> buying(Shop shop, Way way, List<String> products) {
        Api api = shop.api(way, "products").with(shop.signIn("customer").headers(way));
        Map<String, Object> body = Map.of("quantity", 1, "payment", Map.of("method", "card"));
        return products.stream()
                .<Caller>map(product ->
                        () ->
                                api.with(Map.of("Idempotency-Key", UUID.randomUUID().toString()))
                                                .post("/products/" + product + "/buy", body)
                                                .status()
                                        == 201)
                .toList();
    }

    /** Uses each refresh token once: the next request sends the token of the last response. */
    private static final class Refreshing implements Caller {
        private final Api api;
        private String token;

        Refreshing(Api api, String token) {
            this.api = api;
            this.token = token;
        }

        @Override
        public boolean call() {
            Api.Reply reply = api.post("/authentication/refresh", Map.of("refresh_token", token));
            if (reply.status() != 200) {
                return false;
            }
            token = reply.json().path("refresh_token").asText();
            return true;
        }
    }
}

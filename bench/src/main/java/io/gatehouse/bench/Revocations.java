// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.util.List;

/** Measures the time from the response to a logout until the gate refuses the token. */
final class Revocations {
    private static final int PATIENCE_SECONDS = 10;

    private Revocations() {}

    static Latencies measure(Shop shop, int runs) {
        Latencies times = new Latencies();
        for (int run = 0; run < runs; run++) {
            times.add(once(shop));
        }
        return Latencies.merge(List.of(times));
    }

    private static long once(Shop shop) {
        Api api = shop.api(Way.GATE, "idp").with(shop.signIn("customer").headers(Way.GATE));
        api.get("/products?limit=1").expect(200);
        api.post("/authentication/logout").expect(204);
        long start = System.nanoTime();
        while (api.get("/products?limit=1").status() != 401) {
            if (System.nanoTime() - start > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IllegalStateException("a token is still accepted after the logout");
            }
        }
        return System.nanoTime() - start;
    }
}

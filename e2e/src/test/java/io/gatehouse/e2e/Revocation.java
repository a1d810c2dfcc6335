// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Waits for a token to be refused at the gate. */
public final class Revocation {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Revocation() {}

    /**
     * Asks until the answer is 401; a 429 of the subject's bucket still means that the token was
     * taken.
     */
    public static Duration awaitRefused(Client client, String token) {
        Call call = Call.get("/products?limit=1").bearer(token);
        long start = System.nanoTime();
        await("the refusal of an ended token")
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .pollInSameThread()
                .until(() -> client.send(call).expect(200, 401, 429).status() == 401);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

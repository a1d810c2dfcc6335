// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** Waits for a token to be refused at the gate. */
public final class Revocation {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Several instances decide in turn, and each hears of a revocation in its own time. */
    private static final int IN_A_ROW = 10;

    /** With those in a row, fewer than an address may ask at once. */
    private static final int AT_ONCE = 30;

    private Revocation() {}

    /**
     * Asks until every answer is 401; a 429 of the subject's bucket still means that the token was
     * taken. That bucket may be empty afterwards, so what the same subject sends next is {@link
     * Client#setUp}. Returns the time until the first refusal after which it was not taken again.
     */
    public static Duration awaitRefused(Client client, String token) {
        Call call = Call.get("/products?limit=1").bearer(token);
        long start = System.nanoTime();
        return await("the refusal of an ended token")
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Revocation::pause)
                .pollInSameThread()
                .until(() -> refusedSince(start, client, call), Optional::isPresent)
                .orElseThrow();
    }

    /**
     * Hardly any at first, for a figure; later long enough for the bucket of the address, which
     * refuses with 429 before the token is looked at.
     */
    private static Duration pause(int polls, Duration before) {
        return Duration.ofMillis(polls < AT_ONCE ? 1 : 50);
    }

    private static Optional<Duration> refusedSince(long start, Client client, Call call) {
        if (!isRefused(client, call)) {
            return Optional.empty();
        }
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        return IntStream.range(1, IN_A_ROW).allMatch(each -> isRefused(client, call))
                ? Optional.of(since)
                : Optional.empty();
    }

    private static boolean isRefused(Client client, Call call) {
        return client.send(call).expect(200, 401, 429).status() == 401;
    }
}

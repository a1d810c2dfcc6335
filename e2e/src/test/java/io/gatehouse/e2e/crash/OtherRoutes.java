// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Latencies;
import io.gatehouse.e2e.Session;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads, until it is closed, what has nothing to do with payments. */
final class OtherRoutes implements AutoCloseable {
    private static final List<Call> CALLS =
            List.of(
                    Call.get("/products?limit=1"),
                    Call.get("/orders?limit=1"),
                    Call.get("/authentication/whoami"));

    /** Of each reader; below what one customer may ask in a second. */
    private static final int INTERVAL_MS = 250;

    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();
    private final Queue<Object> bad = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock;
    private final List<Future<?>> reading;

    private OtherRoutes(List<Session> readers) {
        this.clock = Executors.newScheduledThreadPool(readers.size());
        this.reading = readers.stream().map(this::start).toList();
    }

    static OtherRoutes read(List<Session> readers) {
        return new OtherRoutes(readers);
    }

    private Future<?> start(Session reader) {
        return clock.scheduleAtFixedRate(
                () -> CALLS.forEach(call -> read(reader, call)),
                0,
                (long) INTERVAL_MS * CALLS.size(),
                TimeUnit.MILLISECONDS);
    }

    private void read(Session reader, Call call) {
        long begun = System.nanoTime();
        try {
            Answer answer = reader.send(call);
            times.add(Duration.ofNanos(System.nanoTime() - begun));
            if (answer.status() != 200) {
                bad.add(answer);
            }
        } catch (RuntimeException | AssertionError noAnswer) {
            bad.add(noAnswer);
        }
    }

    @Override
    public void close() {
        reading.forEach(each -> each.cancel(false));
        clock.close();
    }

    /** How it went, once it is closed; nothing may have gone wrong. */
    String report() {
        assertThat(bad).isEmpty();
        Latencies latencies = new Latencies(times.stream().toList());
        return "%d requests to other routes, p50 %d ms, p99 %d ms"
                .formatted(
                        times.size(),
                        latencies.percentile(0.5).toMillis(),
                        latencies.percentile(0.99).toMillis());
    }
}

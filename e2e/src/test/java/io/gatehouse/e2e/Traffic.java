// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A little traffic that goes on whatever dies, and remembers every answer. */
final class Traffic implements AutoCloseable {
    private static final List<String> PAGES =
            List.of(
                    "/products?limit=1",
                    "/orders?limit=1",
                    "/.well-known/jwks.json",
                    "/authentication/whoami");

    /** Well below what one customer may ask in a second. */
    private static final int INTERVAL_MS = 300;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Session session;
    private final ScheduledFuture<?> asking;
    private int turn;

    private Traffic(Session session) {
        this.session = session;
        this.asking =
                clock.scheduleWithFixedDelay(this::ask, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    static Traffic start(Target target) {
        return new Traffic(target.accounts().login(target.accounts().register()));
    }

    private void ask() {
        try {
            answers.add(session.send(Call.get(PAGES.get(turn++ % PAGES.size()))));
        } catch (UncheckedIOException e) {
            // The gate itself is away: that nobody answers is no wrong answer.
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    /** Whoever was away, callers only ever heard an answer or "come back later". */
    void wasNeverWrong() {
        assertThat(failures).isEmpty();
        assertThat(answers).isNotEmpty().allSatisfy(answer -> answer.expect(200, 503, 504));
    }

    @Override
    public void close() {
        asking.cancel(false);
        clock.close();
        session.close();
    }
}

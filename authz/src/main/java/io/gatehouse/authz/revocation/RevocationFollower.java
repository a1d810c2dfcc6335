// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.work.Backoff;
import io.gatehouse.common.work.Outage;
import io.gatehouse.common.work.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps the deny list current in two independent ways: a stream, which delivers a revocation at
 * once, and a poll, which recovers whatever the stream missed.
 */
public final class RevocationFollower implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RevocationFollower.class.getName());
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * idp sends each second; a stream silent for this long is dead, even without an error of TCP.
     */
    static final Duration SILENCE = Duration.ofSeconds(5);

    /** A wide range, so that not all listeners reconnect to a restarted idp at once. */
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), _ -> Duration.ofMillis(100));

    private final DenyList list;
    private final RevocationSource source;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Retry.Tries tries;
    private final Outage outage = new Outage();
    private final AtomicReference<InputStream> open =
            new AtomicReference<>(InputStream.nullInputStream());

    private volatile long streamHeardAt;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public RevocationFollower(
            DenyList list, RevocationSource source, RandomGenerator random, LongSupplier nanoTime) {
        this.list = requireNonNull(list, "list");
        this.source = requireNonNull(source, "source");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.streamHeardAt = nanoTime.getAsLong();
        this.tries = new Retry(BACKOFF, random, nanoTime, this::pause).within(FOREVER);
    }

    /** Polls once for new revocations; never throws, so that a schedule goes on. */
    public void poll() {
        try {
            long after = list.revision();
            DenyList.Outcome outcome = list.apply(after, source.after(after));
            if (outcome != DenyList.Outcome.APPLIED) {
                reload();
            }
            if (outage.ends()) {
                LOG.log(Level.INFO, "revocations are heard again");
            }
        } catch (IOException | RuntimeException e) {
            if (closed.getCount() > 0 && outage.begins()) {
                // Before the first load authz is not ready, so nothing depends on the list yet.
                LOG.log(
                        list.isLoaded() ? Level.WARNING : Level.INFO,
                        "revocations are not heard: {0}",
                        e.toString());
            }
        }
        list.purge();
        dropSilentStream();
    }

    /** Follows the stream on the calling thread until closed; reconnects whenever it ends. */
    public void follow() {
        boolean going = closed.getCount() > 0;
        while (going) {
            streamHeardAt = nanoTime.getAsLong();
            long after = list.revision();
            try (InputStream stream = source.stream(after)) {
                open.set(stream);
                read(stream, after);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "revocation stream ended: {0}", e.toString());
            }
            going = tries.again() && closed.getCount() > 0;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        closeStream();
    }

    private void read(InputStream stream, long after) throws IOException {
        ServerSentEvents events = new ServerSentEvents(stream, "revocations");
        long base = after;
        for (Optional<String> data = events.next();
                data.isPresent() && closed.getCount() > 0;
                data = events.next()) {
            RevocationPage page = RevocationPage.read(data.get());
            streamHeardAt = nanoTime.getAsLong();
            base =
                    switch (list.apply(base, page)) {
                        case APPLIED -> page.revision();
                        case GAP -> throw new IOException("a gap after " + list.revision());
                        case RELOAD -> {
                            reload();
                            throw new IOException("the history went back to " + page.revision());
                        }
                    };
            tries.succeeded();
        }
    }

    private void reload() throws IOException {
        RevocationPage all = source.after(0);
        if (list.apply(0, all) != DenyList.Outcome.APPLIED) {
            throw new IOException("idp does not tell all revocations");
        }
        LOG.log(Level.INFO, "all revocations loaded again, revision {0}", all.revision());
    }

    private void dropSilentStream() {
        if (nanoTime.getAsLong() - streamHeardAt > SILENCE.toNanos()) {
            closeStream();
        }
    }

    private void closeStream() {
        try {
            open.getAndSet(InputStream.nullInputStream()).close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "revocation stream closed: {0}", e.toString());
        }
    }

    private void pause(Duration length) throws InterruptedException {
        if (closed.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.log(Level.DEBUG, "revocation stream is not followed any more");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.request.RequestContext;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Delivers the messages of an {@link OutboxRelay} for several keys at once, so that a receiver that
 * does not answer holds up no other. What is cut off at the end of the process is covered by the
 * leases.
 */
public final class OutboxWorkers {
    private final OutboxRelay relay;
    private final Semaphore free;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /**
     * @param most deliveries at once
     */
    public OutboxWorkers(OutboxRelay relay, int most) {
        this.relay = requireNonNull(relay, "relay");
        this.free = new Semaphore(most);
    }

    /**
     * Begins what is due and returns without waiting for it. Throws what ended a worker since the
     * last round, such as a database that was away.
     */
    public void round() {
        Optional<RuntimeException> failed = Optional.ofNullable(failure.getAndSet(null));
        if (relay.begin()) {
            start();
        }
        failed.ifPresent(thrown -> {
            throw thrown;
        });
    }

    private void start() {
        if (free.tryAcquire()) {
            Thread.ofVirtual().name("outbox").start(() -> RequestContext.runFresh(this::work));
        }
    }

    // Whoever takes a message starts another: there is one more than there are keys due.
    private void work() {
        try {
            boolean more = true;
            while (more) {
                more = relay.deliverNext(this::start);
            }
        } catch (RuntimeException thrown) {
            failure.set(thrown);
        } finally {
            free.release();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import static io.gatehouse.common.web.server.Metrics.named;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.common.audit.Chain;
import io.gatehouse.common.audit.Checkpoint;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.hibernate.StatelessSession;

/**
 * Chains the events that were written since, one instance at a time: in the request it would make
 * all of them wait for one another. Two instances at once would be told by the position, of which
 * there is one.
 */
@ApplicationScoped
class Chaining {
    private static final Logger LOG = System.getLogger(Chaining.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Between two checkpoints, if there is anything to sign. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Events of one transaction. */
    private static final int BATCH = 500;

    private final EventRepository events;
    private final CheckpointRepository checkpoints;
    private final TrailKey key;
    private final Leases leases;
    private final Transactions transactions;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();

    /** The furthest end that this instance has seen, which nobody else can take back. */
    private EventRepository.Head furthest = new EventRepository.Head(0, Chain.START);

    /** What one transaction has done. */
    private record Chained(int events, EventRepository.Head head) {}

    @Inject
    Chaining(
            EventRepository events,
            CheckpointRepository checkpoints,
            TrailKey key,
            Leases leases,
            Transactions transactions,
            Clock clock,
            MetricRegistry metrics) {
        this.events = events;
        this.checkpoints = checkpoints;
        this.key = key;
        this.leases = leases;
        this.transactions = transactions;
        this.clock = clock;
        metrics.gauge(
                named("idp_audit_lost", "Events that were chained and are not there any more."),
                lost::get);
    }

    /** Chains what there is, and signs if it is time. */
    synchronized void round() {
        if (!leases.take("audit-chaining", LEASE)) {
            return;
        }
        Chained chained;
        do {
            chained = transactions.run(this::chain);
            furthest = chained.head();
        } while (chained.events() == BATCH);
        transactions.runIdempotent(this::sign).ifPresent(Chaining::tell);
    }

    private Chained chain(StatelessSession database) {
        EventRepository.Head head = head(database);
        List<EventRow> rows = events.unchained(database, BATCH);
        if (rows.isEmpty()) {
            return new Chained(0, head);
        }
        ArrayNode links = JsonNodeFactory.instance.arrayNode();
        long position = head.position();
        String hash = head.hash();
        for (EventRow row : rows) {
            position++;
            hash = Chain.link(row.json(), position, hash);
            links.addObject()
                    .put("id", row.id().toString())
                    .put("position", position)
                    .put("hash", hash);
        }
        if (events.chain(database, links.toString()) != rows.size()) {
            throw new IllegalStateException("events were chained by another instance meanwhile");
        }
        return new Chained(rows.size(), new EventRepository.Head(position, hash));
    }

    // What was chained and signed, or seen here, stays counted when it is gone: the gap tells.
    private EventRepository.Head head(StatelessSession database) {
        EventRepository.Head stored =
                events.head(database).orElse(new EventRepository.Head(0, Chain.START));
        EventRepository.Head known =
                checkpoints
                        .last(database)
                        .map(CheckpointRepository.Signed::checkpoint)
                        .map(it -> new EventRepository.Head(it.position(), it.hash()))
                        .filter(it -> it.position() > furthest.position())
                        .orElse(furthest);
        if (stored.position() >= known.position()) {
            return stored;
        }
        if (stored.position() > 0) {
            lost.set(known.position() - stored.position());
            LOG.log(
                    Level.ERROR,
                    "audit events {0} to {1} are gone",
                    Long.toString(stored.position() + 1),
                    Long.toString(known.position()));
        }
        return known;
    }

    private Optional<Checkpoint> sign(StatelessSession database) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Checkpoint> last =
                checkpoints.last(database).map(CheckpointRepository.Signed::checkpoint);
        Optional<Checkpoint> due =
                events.head(database)
                        .filter(head ->
                                last.isEmpty()
                                        || (head.position() > last.get().position()
                                                && !now.isBefore(last.get().at().plus(PERIOD))))
                        .map(head -> new Checkpoint(head.position(), head.hash(), now));
        due.ifPresent(checkpoint ->
                checkpoints.insert(
                        database,
                        new CheckpointRepository.Signed(checkpoint, checkpoint.sign(key.key()))));
        return due;
    }

    // In the log as well, which is kept elsewhere: what it says of old events holds against a
    // database that was written anew by somebody who has the key, too.
    private static void tell(Checkpoint checkpoint) {
        LOG.log(
                Level.INFO,
                "audit checkpoint {0} {1}",
                Long.toString(checkpoint.position()),
                checkpoint.hash());
    }
}

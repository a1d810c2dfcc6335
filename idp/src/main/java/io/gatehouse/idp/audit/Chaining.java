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
    private final AtomicLong broken = new AtomicLong();
    private volatile Instant seenTo;

    /** The furthest end that this instance has seen, which nobody else can take back. */
    private EventRepository.Head furthest = new EventRepository.Head(0, Chain.START);

    /** The event of which it was said that it is not there as it was. */
    private long told;

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
        this.seenTo = clock.instant();
        metrics.gauge(
                named("idp_audit_broken", "1 once events were not there as they had been chained."),
                broken::get);
        metrics.gauge(
                named(
                        "idp_audit_chained_seconds",
                        "Seconds since this instance chained the audit trail, or left it to another."),
                () -> Duration.between(seenTo, clock.instant()).toSeconds());
    }

    /** Chains what there is, and signs if it is time. */
    synchronized void round() {
        if (!leases.take("audit-chaining", LEASE)) {
            seenTo = clock.instant();
            return;
        }
        Chained chained;
        do {
            chained = transactions.run(this::chain);
            furthest = chained.head();
        } while (chained.events() == BATCH);
        transactions.runIdempotent(this::sign).ifPresent(Chaining::tell);
        seenTo = clock.instant();
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

    // What was signed, or seen here, is what the next event follows, whatever the rows say by now:
    // who has written the chain anew, or taken off its end, has broken it where that ended.
    private EventRepository.Head head(StatelessSession database) {
        EventRepository.Head stored =
                events.head(database).orElse(new EventRepository.Head(0, Chain.START));
        Optional<Checkpoint> signed = genuine(checkpoints.last(database));
        EventRepository.Head known =
                signed.map(it -> new EventRepository.Head(it.position(), it.hash()))
                        .filter(it -> it.position() > furthest.position())
                        .orElse(furthest);
        Optional<String> hash = events.hashAt(database, known.position());
        if (known.position() == 0 || hash.equals(Optional.of(known.hash()))) {
            return stored;
        }
        if (hash.isEmpty() && hasExpired(database, known.position())) {
            return stored.position() > 0 ? stored : known;
        }
        broken.set(1);
        if (known.position() != told) {
            told = known.position();
            LOG.log(
                    Level.ERROR,
                    "audit event {0} is not there as it was chained",
                    Long.toString(told));
        }
        return new EventRepository.Head(
                Math.max(stored.position(), known.position()), known.hash());
    }

    private boolean hasExpired(StatelessSession database, long position) {
        return genuine(checkpoints.first(database))
                .filter(it -> it.expired() && it.position() >= position)
                .isPresent();
    }

    // By what is signed, and not by what stands beside it.
    private Optional<Checkpoint> genuine(Optional<CheckpointRepository.Signed> found) {
        return found.flatMap(it -> Checkpoint.read(it.text(), key.key().toPublicJWK()));
    }

    private Optional<Checkpoint> sign(StatelessSession database) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Checkpoint> last = genuine(checkpoints.last(database));
        boolean due =
                furthest.position() > 0
                        && last.filter(it ->
                                        furthest.position() <= it.position()
                                                || now.isBefore(it.at().plus(PERIOD)))
                                .isEmpty();
        if (!due) {
            return Optional.empty();
        }
        Checkpoint checkpoint = new Checkpoint(furthest.position(), furthest.hash(), now);
        checkpoints.insert(
                database, new CheckpointRepository.Signed(checkpoint, checkpoint.sign(key.key())));
        return Optional.of(checkpoint);
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

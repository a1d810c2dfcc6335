// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.sql.Database;
import io.gatehouse.common.sql.SampleDatabase;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Rows;
import io.gatehouse.testkit.TestClock;
import io.helidon.microprofile.metrics.RegistryFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a message is delivered, when again, and when no more. */
@ExtendWith(DatabaseExtension.class)
class OutboxIT {
    private static final String TOPIC = "things";
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int ATTEMPTS = 3;
    private static final OutboxConfig CONFIG =
            new OutboxConfig(
                    Duration.ofSeconds(1),
                    ATTEMPTS,
                    LEASE,
                    new Backoff(Duration.ofSeconds(1), LONGEST_PAUSE, UnaryOperator.identity()),
                    OutboxConfig.Order.KEPT);

    private static final OutboxConfig FREE =
            new OutboxConfig(
                    Duration.ofSeconds(1),
                    ATTEMPTS,
                    LEASE,
                    new Backoff(
                            Duration.ofSeconds(1), LONGEST_PAUSE, ceiling -> ceiling.dividedBy(2)),
                    OutboxConfig.Order.FREE);

    private static final Duration COUNTED_EACH = Duration.ofSeconds(15);

    private final TestClock clock = new TestClock();
    private final Outbox outbox = new Outbox(clock, UUID::randomUUID);
    private final List<OutboxMessage> delivered = new ArrayList<>();
    private final MetricRegistry metrics =
            RegistryFactory.getInstance().getRegistry("outbox-" + UUID.randomUUID());
    private final OutboxMetrics outboxMetrics = new OutboxMetrics(metrics);
    private Database database;
    private Transactions transactions;

    /** The end of the process, as far as a relay can tell. */
    private static final class Died extends Error {}

    @BeforeEach
    void open() {
        database = SampleDatabase.open(4);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        Rows.update("DELETE FROM outbox_message");
        Rows.update("DELETE FROM outbox_stream");
        Rows.update("DELETE FROM outbox_parked");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void roundWhenSomeWaitThenEachIsDeliveredOnceInOrder() {
        add("a", "1");
        add("a", "2");
        add("b", "3");

        int taken = relay(delivered::add).round();

        assertThat(taken).isEqualTo(3);
        assertThat(payloadsOf("a")).containsExactly("1", "2");
        assertThat(payloadsOf("b")).containsExactly("3");
        assertThat(delivered).extracting(OutboxMessage::topic).containsOnly(TOPIC);
        assertThat(delivered).extracting(OutboxMessage::addedAt).containsOnly(TestClock.START);
        assertThat(relay(delivered::add).round()).isZero();
        assertThat(rowsLeft()).isZero();
    }

    @Test
    void addWhenTheTransactionFailsThenThereIsNoMessage() {
        assertThatThrownBy(() ->
                        transactions.run(session -> {
                            outbox.add(session, TOPIC, "a", "1");
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(relay(delivered::add).round()).isZero();
        assertThat(rowsLeft()).isZero();
    }

    @Test
    void roundWhenTheRelayDiesAfterTheDeliveryThenItComesAgainWithTheSameIdWhenTheLeaseIsOver() {
        add("a", "1");
        add("a", "2");
        OutboxRelay dies =
                relay(message -> {
                    delivered.add(message);
                    throw new Died();
                });
        assertThatThrownBy(dies::round).isInstanceOf(Died.class);

        OutboxRelay other = relay(delivered::add);
        assertThat(other.round()).isZero();
        clock.advance(LEASE);
        assertThat(other.round()).isEqualTo(2);

        assertThat(payloadsOf("a")).containsExactly("1", "1", "2");
        assertThat(delivered.get(1)).isEqualTo(delivered.get(0));
        assertThat(rowsLeft()).isZero();
    }

    @Test
    void roundWhenADeliveryFailsThenItIsRepeatedAfterAPauseAndOtherKeysGoOn() {
        add("bad", "1");
        add("bad", "2");
        add("good", "3");
        OutboxRelay relay = relay(failingFor("bad"));

        relay.round();
        clock.advance(Duration.ofMillis(999));
        relay.round();

        assertThat(payloadsOf("bad")).containsExactly("1");
        assertThat(payloadsOf("good")).containsExactly("3");
        clock.advance(Duration.ofMillis(1));
        relay.round();
        assertThat(payloadsOf("bad")).containsExactly("1", "1");
    }

    @Test
    void roundWhenADeliveryKeepsFailingThenItIsParkedAndLaterOnesOfItsKeyGoOn() {
        add("a", "poison");
        add("a", "2");
        Consumer<OutboxMessage> refusing =
                message -> {
                    delivered.add(message);
                    if (message.payload().equals("poison")) {
                        throw new IllegalArgumentException("cannot be read\0\ud800");
                    }
                };
        OutboxRelay relay = relay(refusing);

        for (int i = 0; i < ATTEMPTS; i++) {
            relay.round();
            clock.advance(LONGEST_PAUSE);
        }

        assertThat(payloadsOf("a")).containsExactly("poison", "poison", "poison", "2");
        clock.advance(COUNTED_EACH);
        assertThat(relay.round()).isZero();
        assertThat(
                        Rows.count(
                                """
                                SELECT count(*) FROM outbox_parked
                                WHERE payload = 'poison' AND message_key = 'a' AND topic = 'things'
                                  AND reason LIKE '%IllegalArgumentException: cannot be read%'
                                """))
                .isEqualTo(1);
        assertThat(rowsLeft()).isZero();
        assertThat(gauge("gatehouse_outbox_parked")).isEqualTo(1);
    }

    @Test
    void roundWhenEachDeliveryEndsTheProcessThenTheMessageIsParkedUntried() {
        add("a", "1");
        OutboxRelay dies =
                relay(message -> {
                    delivered.add(message);
                    throw new Died();
                });
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThatThrownBy(dies::round).isInstanceOf(Died.class);
            clock.advance(LEASE);
        }

        dies.round();

        assertThat(delivered).hasSize(ATTEMPTS);
        assertThat(Rows.count("SELECT count(*) FROM outbox_parked")).isEqualTo(1);
    }

    @Test
    void roundWhenAParkedMessageIsWantedThenItIsDeliveredAfterThoseThatWait() {
        add("a", "poison");
        OutboxRelay refuses = relay(failingFor("a"));
        for (int i = 0; i < ATTEMPTS; i++) {
            refuses.round();
            clock.advance(LONGEST_PAUSE);
        }
        UUID id = delivered.getFirst().id();
        delivered.clear();
        add("a", "2");

        relay(delivered::add).round();
        assertThat(payloadsOf("a")).containsExactly("2");
        add("a", "3");
        Rows.update("UPDATE outbox_parked SET wanted = true");
        relay(delivered::add).round();

        assertThat(payloadsOf("a")).containsExactly("2", "3", "poison");
        assertThat(delivered.getLast().id()).isEqualTo(id);
        assertThat(Rows.count("SELECT count(*) FROM outbox_parked")).isZero();
        assertThat(rowsLeft()).isZero();
    }

    @Test
    void roundWhenTheLeaseIsLostDuringADeliveryThenTheKeyStaysWithTheOtherRelay() {
        add("a", "1");
        add("a", "2");
        OutboxRelay other =
                relay(message -> {
                    delivered.add(message);
                    if (message.payload().equals("2")) {
                        throw new Died();
                    }
                });
        OutboxRelay slow =
                relay(message -> {
                    if (delivered.isEmpty()) {
                        clock.advance(LEASE);
                        assertThatThrownBy(other::round).isInstanceOf(Died.class);
                    }
                    delivered.add(message);
                });

        slow.round();

        assertThat(payloadsOf("a")).containsExactly("1", "2", "1");
        clock.advance(LEASE);
        slow.round();
        assertThat(payloadsOf("a")).containsExactly("1", "2", "1", "2");
        assertThat(rowsLeft()).isZero();
    }

    @Test
    void roundWhenATopicIsUnknownThenItIsLeftToWhoKnowsIt() {
        transactions.run(session -> {
            outbox.add(session, "news", "a", "1");
            return session;
        });

        assertThat(relay(delivered::add).round()).isZero();

        assertThat(Rows.count("SELECT count(*) FROM outbox_message WHERE topic = 'news'"))
                .isEqualTo(1);
        assertThat(Rows.count("SELECT max(attempts) FROM outbox_stream")).isZero();
    }

    @Test
    void gaugesWhenSomeWaitThenHowManyAndSinceWhen() {
        OutboxRelay relay = relay(failingFor("a"));
        relay.round();
        assertThat(gauge("gatehouse_outbox_oldest_seconds")).isZero();
        add("a", "1");
        clock.advance(COUNTED_EACH);
        add("a", "2");

        relay.round();

        assertThat(gauge("gatehouse_outbox_waiting")).isEqualTo(2);
        assertThat(gauge("gatehouse_outbox_oldest_seconds")).isEqualTo(COUNTED_EACH.toSeconds());
        assertThat(gauge("gatehouse_outbox_parked")).isZero();
    }

    /** To count reads all rows; what is due is delivered all the same. */
    @Test
    void gaugesWhenCountedAMomentAgoThenTheyStayAndWhatIsDueIsDelivered() {
        OutboxRelay relay = relay(delivered::add);
        add("a", "1");
        relay.round();
        add("a", "2");
        clock.advance(COUNTED_EACH.minusMillis(1));

        relay.round();

        assertThat(payloadsOf("a")).containsExactly("1", "2");
        assertThat(gauge("gatehouse_outbox_waiting")).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        relay.round();
        assertThat(gauge("gatehouse_outbox_waiting")).isZero();
    }

    @Test
    void gaugesWhenTheClockWasSetBackThenCountedAgain() {
        OutboxRelay relay = relay(delivered::add);
        clock.advance(Duration.ofDays(1));
        relay.round();
        clock.advance(Duration.ofDays(-1));
        add("other", "1");
        clock.advance(Duration.ofSeconds(-1));

        relay.round();

        assertThat(gauge("gatehouse_outbox_waiting")).isEqualTo(1);
    }

    @Test
    void roundWhenSomebodyRemovedAMessageByHandThenTheOthersGoOn() {
        add("a", "1");
        add("b", "2");
        Rows.update("DELETE FROM outbox_message WHERE message_key = 'a'");

        relay(delivered::add).round();
        add("a", "3");
        relay(delivered::add).round();

        assertThat(delivered).extracting(OutboxMessage::payload).containsExactly("2", "3");
        assertThat(rowsLeft()).isZero();
    }

    /** One that always fails is tried again, but the others of its key do not wait for it. */
    @Test
    void roundWhenTheOrderIsFreeThenTheNextOfTheKeyOvertakesTheOneThatFailed() {
        add("a", "bad");
        add("a", "1");
        add("a", "2");
        OutboxRelay relay =
                relay(
                        message -> {
                            delivered.add(message);
                            if (message.payload().equals("bad")) {
                                throw new IllegalStateException("never");
                            }
                        },
                        FREE);

        assertThat(relay.round()).isOne();
        clock.advance(Duration.ofSeconds(1));
        assertThat(relay.round()).isEqualTo(3);

        assertThat(payloadsOf("a")).containsExactly("bad", "1", "2", "bad");
        assertThat(delivered.getLast()).isEqualTo(delivered.getFirst());
    }

    @Test
    void roundWhenPausesAreDrawnThenSomewhereBetweenTheirEnds() {
        add("a", "1");
        OutboxRelay relay = relay(failingFor("a"), FREE);
        long begun = clock.instant().toEpochMilli();

        relay.round();

        String due =
                "SELECT CAST(extract(epoch FROM leased_until) * 1000 AS BIGINT) FROM outbox_stream";
        assertThat(Rows.numbers(due).getFirst()).isBetween(begun + 500, begun + 999);
    }

    private OutboxRelay relay(Consumer<OutboxMessage> delivery) {
        return relay(delivery, CONFIG);
    }

    private OutboxRelay relay(Consumer<OutboxMessage> delivery, OutboxConfig config) {
        return new OutboxRelay(
                transactions,
                Map.of(TOPIC, delivery::accept),
                config,
                outboxMetrics,
                clock,
                new Random(1));
    }

    private Consumer<OutboxMessage> failingFor(String key) {
        return message -> {
            delivered.add(message);
            if (message.key().equals(key)) {
                throw new IllegalStateException("away");
            }
        };
    }

    private void add(String key, String payload) {
        transactions.run(session -> {
            outbox.add(session, TOPIC, key, payload);
            return session;
        });
    }

    private List<String> payloadsOf(String key) {
        return delivered.stream()
                .filter(message -> message.key().equals(key))
                .map(OutboxMessage::payload)
                .toList();
    }

    private long gauge(String name) {
        Gauge<?> gauge =
                metrics.getGauges((id, _) -> id.getName().equals(name)).values().iterator().next();
        return gauge.getValue().longValue();
    }

    private static long rowsLeft() {
        return IntStream.of(
                        (int) Rows.count("SELECT count(*) FROM outbox_message"),
                        (int) Rows.count("SELECT count(*) FROM outbox_stream"))
                .sum();
    }
}

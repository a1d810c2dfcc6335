// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.DatabaseExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes, what stays, and how much of it a transaction holds. */
@ExtendWith(DatabaseExtension.class)
class ExpiredRowsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BATCH = ExpiredRows.BATCH;

    private final List<Integer> batches = new ArrayList<>();
    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = SampleDatabase.open(1);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        transactions.run(session ->
                session.createNativeMutationQuery("DELETE FROM expiring").executeUpdate());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH, 2 * BATCH + 1})
    void deleteWhenSomeHaveExpiredThenAllOfThemGoAndTheOthersStay(int expired) {
        insert(1, expired, NOW);
        insert(expired + 1, expired + 2, NOW.plusMillis(1));

        assertThat(expired().delete()).isEqualTo(expired);

        assertThat(left()).containsExactly(expired + 1L, expired + 2L);
    }

    @Test
    void deleteWhenMoreThanABatchHasExpiredThenNoTransactionDeletesMore() {
        insert(1, 2 * BATCH + 1, NOW);

        expired().delete();

        assertThat(batches).containsExactly(BATCH, BATCH, 1);
    }

    @Test
    void deleteWhenRowsExpireMeanwhileThenTheyWaitForTheNextCall() {
        insert(1, BATCH, NOW);
        insert(BATCH + 1, BATCH + 1, NOW.plusSeconds(1));
        Iterator<Instant> times = List.of(NOW, NOW.plusSeconds(1)).iterator();
        InstantSource ticking = times::next;

        ExpiredRows expired =
                new ExpiredRows(transactions, ticking.withZone(ZoneOffset.UTC), this::delete);

        assertThat(expired.delete()).isEqualTo(BATCH);
        assertThat(expired.delete()).isEqualTo(1);
    }

    @Test
    void deleteWhenABatchFailsThenTheOnesBeforeItStayDeleted() {
        insert(1, BATCH + 2, NOW);
        ExpiredRows expired = new ExpiredRows(transactions, at(NOW), this::deleteOnce);

        assertThatThrownBy(expired::delete).hasMessage("died");

        assertThat(left()).containsExactly(BATCH + 1L, BATCH + 2L);
    }

    private ExpiredRows expired() {
        return new ExpiredRows(transactions, at(NOW), this::delete);
    }

    private int deleteOnce(StatelessSession session, Instant now, int most) {
        int deleted = delete(session, now, most);
        if (batches.size() > 1) {
            throw new IllegalStateException("died");
        }
        return deleted;
    }

    private int delete(StatelessSession session, Instant now, int most) {
        String sql =
                """
                DELETE FROM expiring WHERE id IN (
                    SELECT id FROM expiring WHERE expires_at <= :now
                    ORDER BY expires_at, id LIMIT :most)
                """;
        int deleted =
                session.createNativeMutationQuery(sql)
                        .setParameter("now", now)
                        .setParameter("most", most)
                        .executeUpdate();
        batches.add(deleted);
        return deleted;
    }

    private void insert(int from, int to, Instant expiresAt) {
        String sql =
                """
                INSERT INTO expiring (id, expires_at)
                SELECT id, :expires FROM generate_series(:from, :to) AS rows (id)
                """;
        transactions.run(session ->
                session.createNativeMutationQuery(sql)
                        .setParameter("from", from)
                        .setParameter("to", to)
                        .setParameter("expires", expiresAt)
                        .executeUpdate());
    }

    private List<Long> left() {
        return transactions.read(session ->
                session.createNativeQuery("SELECT id FROM expiring ORDER BY id", Long.class)
                        .getResultList());
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}

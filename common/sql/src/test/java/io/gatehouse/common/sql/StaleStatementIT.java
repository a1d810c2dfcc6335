// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.List;
import java.util.Random;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that the server has prepared, and that a migration or a proxy makes invalid. */
@ExtendWith(DatabaseExtension.class)
class StaleStatementIT {
    private static final int CONNECTIONS = 4;
    // The driver has the server prepare a statement from its fifth execution on.
    private static final int UNTIL_PREPARED = 40;

    private Database database;
    private Transactions transactions;

    /** The ways to run a transaction. */
    enum Way {
        READ,
        IDEMPOTENT,
        ONCE
    }

    @BeforeEach
    void open() {
        database = SampleDatabase.open(CONNECTIONS);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        Rows.update("DELETE FROM counter");
        Rows.update("INSERT INTO counter (id, value) VALUES (1, 7)");
    }

    @AfterEach
    void close() {
        Rows.update("ALTER TABLE counter ALTER COLUMN value TYPE INT8");
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void runWhenAColumnChangesItsTypeUnderPreparedStatementsThenNothingFails(Way way) {
        prepareOnEveryConnection(way);

        Rows.update("ALTER TABLE counter ALTER COLUMN value TYPE INT4");

        assertThat(valuesOnEveryConnection(way)).containsOnly(7L);
    }

    @Test
    void runWhenTheServerHasForgottenPreparedStatementsThenNothingFails() {
        prepareOnEveryConnection(Way.ONCE);
        transactions.run(session ->
                session.createNativeMutationQuery("DO $$BEGIN EXECUTE 'DEALLOCATE ALL'; END$$")
                        .executeUpdate());

        assertThat(valuesOnEveryConnection(Way.ONCE)).containsOnly(7L);
    }

    private void prepareOnEveryConnection(Way way) {
        for (int i = 0; i < UNTIL_PREPARED / CONNECTIONS; i++) {
            valuesOnEveryConnection(way);
        }
    }

    private List<Long> valuesOnEveryConnection(Way way) {
        return Parallel.times(CONNECTIONS * 2, () -> value(way));
    }

    private long value(Way way) {
        return switch (way) {
            case READ -> transactions.read(StaleStatementIT::value);
            case IDEMPOTENT -> transactions.runIdempotent(StaleStatementIT::value);
            case ONCE -> transactions.run(StaleStatementIT::value);
        };
    }

    private static long value(StatelessSession session) {
        return session.createNativeQuery("SELECT value FROM counter WHERE id = 1", Long.class)
                .getSingleResult();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

/**
 * The name of a table that is a queue: {@code id} (its key), {@code opened_at}, {@code
 * leased_until} and {@code attempts}; and {@code sealed_source}, which may be null, if its rows are
 * charged to what a buyer names.
 */
public record QueueTable(String value) {
    /** Refuses what could be anything but a name in SQL. */
    public QueueTable {
        if (!value.matches("open_[a-z]+")) {
            throw new IllegalArgumentException("a queue is named open_ and letters: " + value);
        }
    }
}

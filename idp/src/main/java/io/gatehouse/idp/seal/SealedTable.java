// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import jakarta.persistence.Tuple;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/**
 * A table with a sealed value in each row. Its statements are about the values that do not begin
 * with {@code :mark}, of {@code :length} bytes.
 */
public interface SealedTable {

    /** What the values are, in the plural, for the log. */
    String what();

    /** An id before that of every row. */
    String beforeAll();

    /** What the value of the row with an id is sealed for. */
    String context(String id);

    /** How many there are. */
    NativeQuery<Long> count(StatelessSession session);

    /**
     * {@code id} as a text and {@code sealed}, at most {@code :rows} after {@code :after} in the
     * order of ids.
     */
    NativeQuery<Tuple> find(StatelessSession session);

    /** Puts {@code :sealed} in the row {@code :id} if {@code :old} is there. */
    MutationQuery replace(StatelessSession session);
}

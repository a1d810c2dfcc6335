// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import java.time.Instant;
import java.util.UUID;

/** Where the values of a {@link ReadCache} are kept. */
interface Store<V> extends AutoCloseable {
    Found<V> find(UUID reader, String key);

    /**
     * Keeps a value.
     *
     * @param generation of the miss that led to its loading
     * @param until from then on it is not to be found
     */
    void keep(String key, V value, String generation, Instant until);

    /** Lets no value be found that was loaded before; false when the store cannot be reached. */
    boolean forget();

    /** Lets an account find nothing as long as a value may be there that was loaded before. */
    void wrote(UUID account);

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

/** The result of a look into a {@link Store}. */
sealed interface Found<V> {

    /** There is a value that this reader may see. */
    record Hit<V>(V value) implements Found<V> {}

    /**
     * There is none; one loaded from now on may be kept.
     *
     * @param generation at the time of the look; {@link Store#forget} begins the next
     */
    record Miss<V>(String generation) implements Found<V> {}

    /** The reader has just written, so that a value of before must not be seen. */
    record OwnWrite<V>() implements Found<V> {}

    /** The store cannot be reached. */
    record Away<V>() implements Found<V> {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

/** How a read went, as it is counted. */
enum ReadResult {
    HIT,
    MISS,
    OWN_WRITE,
    AWAY;

    static ReadResult of(Found<?> found) {
        return switch (found) {
            case Found.Hit<?> _ -> HIT;
            case Found.Miss<?> _ -> MISS;
            case Found.OwnWrite<?> _ -> OWN_WRITE;
            case Found.Away<?> _ -> AWAY;
        };
    }
}

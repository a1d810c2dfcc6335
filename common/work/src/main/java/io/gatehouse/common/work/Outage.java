// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.util.Optional;

/** Tells the first failure of a row from the others, so that an outage is logged once. */
public final class Outage {
    private Optional<Object> kind = Optional.empty();

    /** Notes a failure; true for the first of a row. */
    public boolean begins() {
        return begins(this);
    }

    /** Notes a failure; true when the one before was a success or of another kind. */
    public synchronized boolean begins(Object of) {
        boolean news = !kind.equals(Optional.of(of));
        kind = Optional.of(of);
        return news;
    }

    /** Notes a success; true when the one before was a failure. */
    public synchronized boolean ends() {
        boolean news = kind.isPresent();
        kind = Optional.empty();
        return news;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.util.Optional;

/** Tells the first failure in a row from the repeated ones, so that an outage is logged once. */
public final class Outage {
    private Optional<Object> kind = Optional.empty();

    /** Records a failure; true when it is the first in a row. */
    public boolean begins() {
        return begins(this);
    }

    /** Records a failure of a kind; true when the last record was a success or another kind. */
    public synchronized boolean begins(Object of) {
        boolean news = !kind.equals(Optional.of(of));
        kind = Optional.of(of);
        return news;
    }

    /** Records a success; true when the last record was a failure. */
    public synchronized boolean ends() {
        boolean news = kind.isPresent();
        kind = Optional.empty();
        return news;
    }
}

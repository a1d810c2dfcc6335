// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static java.util.Objects.requireNonNull;

/** A non-negative amount of money in minor units (cents); the only currency is EUR. */
public record Money(long amount, String currency) {
    static final String EUR = "EUR";

    public Money {
        requireNonNull(currency, "currency is null");
        if (amount < 0) {
            throw new IllegalArgumentException("amount is negative");
        }
        if (!currency.equals(EUR)) {
            throw new IllegalArgumentException("currency is not " + EUR);
        }
    }

    /** The difference, which must not be negative. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, other.amount), currency);
    }

    /** Whether this is more than the other. */
    public boolean exceeds(Money other) {
        return amount > other.amount;
    }
}

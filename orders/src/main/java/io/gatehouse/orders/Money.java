// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static java.util.Objects.requireNonNull;

/** A non-negative amount of money in minor units (cents); the only currency is EUR. */
record Money(long amount, String currency) {
    static final String EUR = "EUR";

    Money {
        requireNonNull(currency, "currency is null");
        if (amount < 0) {
            throw new IllegalArgumentException("amount is negative");
        }
        if (!currency.equals(EUR)) {
            throw new IllegalArgumentException("currency is not " + EUR);
        }
    }

    static Money euro(long amount) {
        return new Money(amount, EUR);
    }

    Money times(long quantity) {
        return new Money(Math.multiplyExact(amount, quantity), currency);
    }

    Money plus(Money other) {
        return new Money(Math.addExact(amount, other.amount), currency);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import static java.util.Objects.requireNonNull;

/** A non-negative amount of money in minor units (cents); the only currency is EUR. */
public record Money(long amount, String currency) {
    public static final String EUR = "EUR";

    public Money {
        requireNonNull(currency, "currency is null");
        if (amount < 0) {
            throw new IllegalArgumentException("amount is negative");
        }
        if (!currency.equals(EUR)) {
            throw new IllegalArgumentException("currency is not " + EUR);
        }
    }

    public static Money euro(long amount) {
        return new Money(amount, EUR);
    }

    public Money times(long quantity) {
        return new Money(Math.multiplyExact(amount, quantity), currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(amount, other.amount), currency);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A role of an account; the set is closed. */
public enum Role {
    ADMIN,
    CUSTOMER,
    PAYMENT;

    /** The name in tokens, headers and JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}

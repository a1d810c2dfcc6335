// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import java.util.Arrays;
import java.util.Optional;

/** A rule for new passwords. */
public enum PasswordRule {
    TOO_SHORT("must have at least " + PasswordRules.MIN + " characters"),
    TOO_LONG("must have at most " + PasswordRules.MAX + " characters"),
    UNPRINTABLE("must not hold control characters"),
    COMMON("is on the list of common passwords"),
    OWN_NAME("must not be the user name or e-mail");

    private final String text;

    PasswordRule(String text) {
        this.text = text;
    }

    /** What is said of a password that breaks it. */
    public String text() {
        return text;
    }

    /** The rule with this text. */
    public static Optional<PasswordRule> ofText(String text) {
        return Arrays.stream(values()).filter(rule -> rule.text.equals(text)).findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

/**
 * A rule that does not hold.
 *
 * @param subject the id or key that it does not hold for, by which logs are searched
 */
record Violation(Rule rule, String subject, String detail) {
    @Override
    public String toString() {
        return "%s: %s (%s)".formatted(rule.text(), subject, detail);
    }
}

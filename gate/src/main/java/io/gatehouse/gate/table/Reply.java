// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Map;
import java.util.Optional;

/**
 * A rule that maps a local reply of a gateway to a problem.
 *
 * @param problem empty where the body passes unchanged
 * @param headers besides those of every response, in their order
 */
public record Reply(Cause cause, Optional<Problem> problem, Map<String, String> headers) {
    /** The condition of the rule. */
    public sealed interface Cause {}

    /** A CEL expression is true. */
    public record Expression(String text) implements Cause {}

    /** Envoy sets this response flag. */
    public record Flag(String name) implements Cause {}

    /** Envoy would respond with this status. */
    public record Status(int status) implements Cause {}

    /** Envoy would respond with this status or a higher one. */
    public record StatusFrom(int status) implements Cause {}
}

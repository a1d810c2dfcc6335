// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Map;
import java.util.Optional;

/**
 * When a gateway answers with which problem.
 *
 * @param problem missing where the answer passes as it is
 * @param headers beside those of every answer, in their order
 */
public record Reply(Cause cause, Optional<Problem> problem, Map<String, String> headers) {
    /** What has happened. */
    public sealed interface Cause {}

    /** An expression of CEL is true. */
    public record Expression(String text) implements Cause {}

    /** Envoy marks the answer with this flag. */
    public record Flag(String name) implements Cause {}

    /** Envoy would answer with this status. */
    public record Status(int status) implements Cause {}

    /** Envoy would answer with this status or a higher one. */
    public record StatusFrom(int status) implements Cause {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

import java.util.Set;

/** The outcome of a request at the gate. */
public sealed interface Outcome {
    /** The request reaches the service. */
    record Passes() implements Outcome {}

    /**
     * The gate responds with a problem.
     *
     * @param code the last segment of its type
     */
    record Refused(int status, String code) implements Outcome {}

    /** The gate responds with 405 and lists these methods in {@code Allow}. */
    record WrongMethod(Set<String> allowed) implements Outcome {
        public WrongMethod {
            allowed = Set.copyOf(allowed);
        }
    }
}

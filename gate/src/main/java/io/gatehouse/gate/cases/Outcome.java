// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

import java.util.Set;

/** What becomes of a request at the gate. */
public sealed interface Outcome {
    /** It reaches the service. */
    record Passes() implements Outcome {}

    /**
     * The gate answers with a problem.
     *
     * @param code the last part of its type
     */
    record Refused(int status, String code) implements Outcome {}

    /** The gate answers 405, and names these methods in {@code Allow}. */
    record WrongMethod(Set<String> allowed) implements Outcome {
        public WrongMethod {
            allowed = Set.copyOf(allowed);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

/** A change of the tables that is not made; the message is a sentence for who asked for it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new RefusedException(otherwise);
        }
    }
}

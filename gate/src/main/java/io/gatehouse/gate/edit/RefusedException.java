// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

/** A change of the tables that was refused; the message is a sentence for the user. */
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

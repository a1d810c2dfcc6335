// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

/** A failed migration; the message is a sentence for the person who runs it. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}

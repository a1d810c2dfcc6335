// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

/** Ends a command with a message for the user, which is printed without a stack trace. */
public final class LocalException extends RuntimeException {
    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}

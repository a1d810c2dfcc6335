// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

/** Ends a command with a message for the person at the terminal; it needs no stack to be read. */
public final class LocalException extends RuntimeException {
    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}

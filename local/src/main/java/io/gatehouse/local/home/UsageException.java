// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

/** Ends a command before it starts, because of invalid input; the message is for the user. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}

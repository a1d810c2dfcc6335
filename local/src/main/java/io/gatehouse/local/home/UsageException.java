// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

/** Ends a command before it has begun, because of what it was told, with a message that says it. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}

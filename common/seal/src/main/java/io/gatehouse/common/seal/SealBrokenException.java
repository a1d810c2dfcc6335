// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

/** A sealed value was changed or moved to another row, or the key that sealed it is missing. */
public final class SealBrokenException extends RuntimeException {

    SealBrokenException(String reason) {
        super(reason);
    }

    SealBrokenException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

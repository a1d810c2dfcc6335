// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

/** A sealed value was changed, moved to another row, or sealed under a key we do not have. */
public final class SealBrokenException extends RuntimeException {

    SealBrokenException(String reason) {
        super(reason);
    }

    SealBrokenException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

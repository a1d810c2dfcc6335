// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text that a request to another service may hold and a database sealed, but no log and no
 * message: what contains it can be printed.
 */
public record Secret(@JsonValue String text) {

    @Override
    public String toString() {
        return "(secret)";
    }
}

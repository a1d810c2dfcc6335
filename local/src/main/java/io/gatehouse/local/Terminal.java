// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits before this program. */
final class Terminal {
    private Terminal() {}

    /** In JDK 25 there is no console at all without a terminal. */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}

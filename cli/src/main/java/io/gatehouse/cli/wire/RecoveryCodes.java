// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.List;

/** Recovery codes, which the gate shows once. */
public record RecoveryCodes(List<String> recoveryCodes) {

    public RecoveryCodes {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public String toString() {
        return "RecoveryCodes[]";
    }
}

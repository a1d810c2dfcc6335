// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.testkit.BareStart;
import org.junit.jupiter.api.Test;

class StartIT {
    @Test
    void startWhenNothingIsSetThenEachRequiredKeyIsOneLine() {
        BareStart.checkWithDatabase();
    }
}

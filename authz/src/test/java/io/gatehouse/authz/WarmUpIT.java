// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WarmUpIT {
    @Test
    void runWhenStartingThenProofsAndHalfOfTheRestAreAllowed() {
        AuthzConfig config = TestAuthorizer.config(URI.create("http://127.0.0.1:1"));

        assertThat(WarmUp.run(config, new TestClock())).isEqualTo(210);
    }
}

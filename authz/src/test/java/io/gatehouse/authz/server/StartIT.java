// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.testing.BareStart;
import io.gatehouse.common.testing.ConfigTable;
import org.junit.jupiter.api.Test;

class StartIT {
    @Test
    void startWhenNothingIsSetThenEachRequiredKeyIsOneLine() {

        BareStart start = BareStart.run();

        assertThat(start.missing())
                .containsExactlyInAnyOrderElementsOf(ConfigTable.read().required());
        assertThat(start.lines()).allMatch(line -> line.startsWith("{\"time\":"));
        assertThat(start.exit()).isEqualTo(1);
    }
}

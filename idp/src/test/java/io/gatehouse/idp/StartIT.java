// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.testing.BareStart;
import io.gatehouse.common.testing.ConfigTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartIT {
    @Test
    void startWhenNothingIsSetThenEachRequiredKeyIsOneLine() {
        List<String> required = new ArrayList<>(ConfigTable.read().required());
        required.addAll(BareStart.OF_DATABASE);

        BareStart start = BareStart.run();

        assertThat(start.missing()).containsExactlyInAnyOrderElementsOf(required);
        assertThat(start.lines()).allMatch(line -> line.startsWith("{\"time\":"));
        assertThat(start.exit()).isEqualTo(1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageTest {
    private final Outage outage = new Outage();

    @Test
    void beginsWhenFailuresFollowEachOtherThenTrueForTheFirstAlone() {
        assertThat(outage.begins()).isTrue();
        assertThat(outage.begins()).isFalse();
    }

    @Test
    void beginsWhenTheNextFailureIsOfAnotherKindThenTrueAgain() {
        assertThat(outage.begins("away")).isTrue();
        assertThat(outage.begins("broken")).isTrue();
        assertThat(outage.begins("broken")).isFalse();
    }

    @Test
    void endsWhenItBeganThenTrueOnce() {
        assertThat(outage.ends()).isFalse();
        outage.begins();

        assertThat(outage.ends()).isTrue();
        assertThat(outage.ends()).isFalse();
        assertThat(outage.begins()).isTrue();
    }
}

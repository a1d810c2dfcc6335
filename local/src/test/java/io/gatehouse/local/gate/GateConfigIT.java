// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envoy itself reads the configuration. */
class GateConfigIT {

    @ParameterizedTest
    @ValueSource(strings = {"limits.yaml", "limits-seed.yaml"})
    void validateWhenConfigurationIsMadeThenNothingAgainstIt(String limits) {
        GateFiles files = GateFiles.in("validate");
        String configuration = GateFiles.configuration(GateFiles.limits(limits), files.values());

        assertThat(files.validate(configuration)).isEmpty();
    }
}

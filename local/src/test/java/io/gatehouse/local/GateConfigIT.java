// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envoy itself reads the filled template. */
class GateConfigIT {

    @ParameterizedTest
    @ValueSource(strings = {"limits.properties", "limits-seed.properties"})
    void validateWhenTemplateIsFilledThenNothingAgainstIt(String limits) {
        GateFiles files = GateFiles.in("validate");

        assertThat(files.validate(files.values(limits))).isEmpty();
    }
}

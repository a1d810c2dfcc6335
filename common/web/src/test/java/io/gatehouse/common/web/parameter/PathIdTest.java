// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.web.problem.FieldError;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11",
                "5B0E6A3E-57B9-4FD7-8D5E-0F2CBD1F2A11",
                "5b0e6A3E-57b9-4fd7-8d5E-0f2cbd1F2A11"
            })
    void parseWhenInEitherCaseThenTheIdInOurs(String text) {
        assertThat(PathId.parse(text)).hasToString("5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1-1-1-1-1",
                "5b0e6a3e57b94fd78d5e0f2cbd1f2a11",
                "5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a1g",
                "5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11\n",
                " 5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11",
                "{5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11}"
            })
    void parseWhenWrittenOtherwiseThenIdNamed(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PathId.parse(text))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
                    assertThat(problem.errors())
                            .extracting(FieldError::field)
                            .containsExactly("id");
                });
    }
}

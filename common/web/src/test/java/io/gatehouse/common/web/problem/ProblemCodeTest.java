// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

    @Test
    void valuesWhenComparedWithCatalogueThenBothHaveTheSameCodesInTheSameOrder()
            throws IOException {
        List<String> catalogued =
                Files.readAllLines(Path.of("..", "..", "docs", "problems.md")).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3))
                        .toList();

        assertThat(catalogued)
                .containsExactlyElementsOf(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    @Test
    void typeWhenReadThenItIsTheCodesPageAtTheGateway() {
        assertThat(ProblemCode.SOLD_OUT.type()).hasToString("/problems/sold_out");
    }
}

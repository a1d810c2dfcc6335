// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceProcessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Xmx96m            | \"-Xmx96m\"",
                "-Da=with space     | \"-Da=with space\"",
                "-Da=\"quoted\"     | \"-Da=\\\"quoted\\\"\"",
                "-Da=back\\slash    | \"-Da=back\\\\slash\"",
                "-Da=#no-comment    | \"-Da=#no-comment\"",
            })
    void quotedWhenArgumentNeedsQuotesThenHasThem(String argument, String expected) {
        assertThat(ServiceProcess.quoted(List.of(argument))).isEqualTo(expected + '\n');
    }

    @Test
    void quotedWhenArgumentHasLineEndsThenStaysOneArgument() {
        assertThat(ServiceProcess.quoted(List.of("-Da=1\n2\r", "-b")))
                .isEqualTo("\"-Da=1\\n2\\r\"\n\"-b\"\n");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with the options is said before anything starts. */
final class BenchOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seconds=0|--seconds must be 1 to 3600",
                "--seconds=many|'many' is not an int",
                "--warmup=-1|--warmup must be 0 to 3600",
                "--connections=0|--connections must be 1 to 1000",
                "--connections=1001|--connections must be 1 to 1000",
                "--revocations=0|--revocations must be 1 to 100000",
                "--only=jwks,dance|--only takes jwks, login, refresh, whoami, whoami-key, products, buy",
                "--what=a/b|--what must be letters",
                "--what=|--what must be letters",
                "--results=pom.xml|pom.xml is no folder",
                "--dance|Unknown option: '--dance'"
            })
    void benchWhenAnOptionIsWrongThenRefusedAtOnce(String option, String sentence) {
        StringWriter said = new StringWriter();

        int exit = Bench.commandLine().setErr(new PrintWriter(said)).execute(option);

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString())
                .startsWith("gatehouse: ")
                .contains(sentence)
                .endsWith("; try ./gatehouse bench --help%n".formatted())
                .hasLineCount(1);
    }
}

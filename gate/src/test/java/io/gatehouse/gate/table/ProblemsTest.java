// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final Path CODES =
            Path.of(
                    "..",
                    "common/web/src/main/java/io/gatehouse/common/web/problem/ProblemCode.java");
    private static final Pattern CODE =
            Pattern.compile("^ +([A-Z_]+)\\((\\d+), \"([^\"]+)\"\\)", Pattern.MULTILINE);

    /** A client cannot tell, and need not, whether a gateway or a service has answered. */
    @Test
    void problemsWhenComparedWithThoseOfServicesThenTheSame() throws IOException {
        Map<String, String> known = new TreeMap<>();
        Matcher code = CODE.matcher(Files.readString(CODES));
        while (code.find()) {
            known.put(code.group(1).toLowerCase(Locale.ROOT), code.group(2) + " " + code.group(3));
        }
        Map<String, String> ours = new TreeMap<>();
        TableFile.problems(Path.of("problems.yaml"))
                .all()
                .forEach(problem ->
                        ours.put(problem.code(), problem.status() + " " + problem.title()));

        assertThat(ours).isNotEmpty();
        assertThat(known).containsAllEntriesOf(ours);
    }
}

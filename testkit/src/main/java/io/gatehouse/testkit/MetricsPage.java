// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a service tells Prometheus, held against the rules for names and help texts. */
public final class MetricsPage {
    private static final String OURS = "mp_scope=\"application\"";
    private static final String PREFIX = "gatehouse_";

    private MetricsPage() {}

    /**
     * Reads the text form: every metric has a help text, and those of ours begin with {@value
     * #PREFIX}.
     *
     * @throws AssertionError naming each metric that breaks a rule
     */
    public static void check(String text) {
        Set<String> explained = new HashSet<>();
        List<String> broken = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> words = List.of(line.split(" ", 4));
            if (line.startsWith("# HELP ") && words.size() == 4 && !words.get(3).isBlank()) {
                explained.add(words.get(2));
            } else if (line.startsWith("# TYPE ") && !explained.contains(words.get(2))) {
                broken.add("no help: " + words.get(2));
            } else if (line.contains(OURS) && !line.startsWith(PREFIX)) {
                broken.add("foreign name: " + line);
            }
        }
        if (!broken.isEmpty() || !text.contains(OURS)) {
            throw new AssertionError(broken + " in\n" + text);
        }
    }
}

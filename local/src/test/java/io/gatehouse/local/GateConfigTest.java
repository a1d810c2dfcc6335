// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the gate's configuration with the papers it has to agree with. */
class GateConfigTest {

    private static final Pattern PROBLEM =
            Pattern.compile(
                    "type: /problems/(\\w+)\\s+title: (.+)\\s+status: (\\d+)" + "\\s+code: (\\w+)");
    private static final Pattern PROBLEM_CODE =
            Pattern.compile("^ +([A-Z_]+)\\((\\d+), \"([^\"]+)\"\\)", Pattern.MULTILINE);

    private final GateRoutes gate = GateRoutes.ofTemplate();
    private final GatePolicy policy = GatePolicy.read();

    @Test
    void routesWhenComparedWithPolicyThenTheSame() {
        Map<String, String> expected = new TreeMap<>();
        policy.rules().forEach((route, rule) -> expected.put(route, rule.name()));

        assertThat(gate.routes()).isEqualTo(expected);
    }

    @Test
    void openRoutesWhenComparedWithPolicyThenThePublicOnes() {
        Set<String> expected =
                policy.rules().entrySet().stream()
                        .filter(entry -> entry.getValue().access().equals("public"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(gate.open()).isEqualTo(expected);
    }

    @Test
    void deadTokensWhenComparedWithPolicyThenPassWhereOneSignsOut() {
        Map<String, String> expected = new TreeMap<>();
        policy.rules()
                .forEach((route, rule) -> {
                    if (rule.access().equals("sign-out")) {
                        expected.put(route, "sign-out");
                    }
                });

        assertThat(gate.requirements()).isEqualTo(expected).hasSize(1);
    }

    @Test
    void rolesWhenComparedWithPolicyThenTheSame() {
        Map<String, Set<String>> expected = new TreeMap<>();
        policy.rules()
                .forEach((route, rule) -> {
                    if (!rule.access().equals("public")) {
                        expected.put(route, rule.who());
                    }
                });

        assertThat(gate.roles()).isEqualTo(expected);
    }

    @Test
    void otherMethodsWhenPathIsListedThenAllowNamesItsMethods() {
        assertThat(gate.allowed()).isEqualTo(policy.methodsByPath());
    }

    @Test
    void credentialsWhenRouteLeadsToServiceThenRemoved() {
        assertThat(gate.leaking()).isEmpty();
    }

    @Test
    void lastRouteWhenNothingElseFitsThenNotFound() {
        assertThat(gate.last()).isEqualTo("prefix / -> 404");
    }

    @Test
    void problemsWhenComparedWithCatalogueThenTheSame() throws IOException {
        String codes =
                Files.readString(
                        GateFiles.repository(
                                "common/web/src/main/java/io/gatehouse/common/web/ProblemCode.java"));
        Map<String, String> known = new TreeMap<>();
        Matcher code = PROBLEM_CODE.matcher(codes);
        while (code.find()) {
            known.put(code.group(1).toLowerCase(Locale.ROOT), code.group(2) + " " + code.group(3));
        }
        Map<String, String> used = new TreeMap<>();
        Matcher problem = PROBLEM.matcher(Files.readString(GateFiles.template()));
        while (problem.find()) {
            assertThat(problem.group(4)).isEqualTo(problem.group(1));
            used.put(problem.group(1), problem.group(3) + " " + problem.group(2));
        }

        assertThat(used).hasSize(17);
        assertThat(known).containsAllEntriesOf(used);
    }

    @ParameterizedTest
    @CsvSource({
        "signin, 40, 20, 60s",
        "address, 50, 50, 1s",
        "subject, 20, 5, 1s",
        "subject-hour, 1000, 1000, 3600s",
        "admin, 40, 20, 1s"
    })
    void limitsWhenComparedWithDesignThenTheSame(
            String bucket, String burst, String tokens, String interval) {
        Map<String, String> limits = GateFiles.limits("limits.properties");

        assertThat(limits.get("limit." + bucket + ".burst")).isEqualTo(burst);
        assertThat(limits.get("limit." + bucket + ".tokens")).isEqualTo(tokens);
        assertThat(limits.get("limit." + bucket + ".interval")).isEqualTo(interval);
        assertThat(limits.get("limit.in-flight")).isEqualTo("40");
    }

    @ParameterizedTest
    @CsvSource({"signin", "address", "subject", "admin"})
    void seedLimitsWhenReadThenTwentyAMinuteForEveryone(String bucket) {
        Map<String, String> limits = GateFiles.limits("limits-seed.properties");

        assertThat(limits.get("limit." + bucket + ".burst")).isEqualTo("40");
        assertThat(limits.get("limit." + bucket + ".tokens")).isEqualTo("20");
        assertThat(limits.get("limit." + bucket + ".interval")).isEqualTo("60s");
        assertThat(limits.get("limit.in-flight")).isEqualTo("40");
        assertThat(limits.keySet()).isEqualTo(GateFiles.limits("limits.properties").keySet());
    }
}

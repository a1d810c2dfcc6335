// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lines with which {@code docs/identity.md} shows how to attach a client are those of programs
 * that {@link OidcClientsE2E} and {@link OidcApplicationsE2E} run.
 */
class FiveLinesTest {
    private static final Path DOCUMENT = Path.of("../docs/identity.md");
    private static final Pattern SECTION =
            Pattern.compile("(?ms)^## A client in five lines$(.*?)^## ");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    @Test
    void blocksWhenCountedThenEachEcosystemHasOne() throws IOException {
        assertThat(blocks())
                .extracting(Map.Entry::getKey)
                .containsExactly("js", "python", "go", "properties", "rust");
    }

    @ParameterizedTest
    @CsvSource({
        "js, openid-client/client.js",
        "python, authlib/client.py",
        "go, go-oidc/main.go",
        "properties, spring/src/main/resources/application.properties",
        "rust, openidconnect/src/main.rs",
    })
    void linesWhenReadInTheDocumentThenTheProgramHasThem(String language, String program)
            throws IOException {
        List<String> shown =
                blocks().stream()
                        .filter(block -> block.getKey().equals(language))
                        .flatMap(block -> block.getValue().stream())
                        .toList();

        assertThat(shown).hasSize(5);
        assertThat(lines(Files.readString(Path.of("clients").resolve(program))))
                .containsSubsequence(shown);
    }

    private static List<Map.Entry<String, List<String>>> blocks() throws IOException {
        String section =
                SECTION.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
        return BLOCK.matcher(section).results().map(FiveLinesTest::block).toList();
    }

    private static Map.Entry<String, List<String>> block(MatchResult found) {
        return Map.entry(found.group(1), lines(found.group(2)));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyTemplateTest {

    @TempDir private Path directory;

    @Test
    void renderWhenAllValuesAreGivenThenFilled() throws IOException {
        Path template = template("a: ${one}\nb: [${two}, ${one}]\n");

        String filled = EnvoyTemplate.render(template, Map.of("one", "1", "two", "$2"));

        assertThat(filled).isEqualTo("a: 1\nb: [$2, 1]\n");
    }

    @Test
    void renderWhenValueIsMissingThenNamed() throws IOException {
        Path template = template("a: ${one}\nb: ${two}\n");

        assertThatThrownBy(() -> EnvoyTemplate.render(template, Map.of("one", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no value for [two]");
    }

    @Test
    void renderWhenValueIsNotUsedThenNamed() throws IOException {
        Path template = template("a: ${one}\n");

        assertThatThrownBy(() -> EnvoyTemplate.render(template, Map.of("one", "1", "two", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no placeholder for [two]");
    }

    @Test
    void renderWhenValueHoldsQuoteThenEscaped() throws IOException {
        Path template = template("a: \"${one}\"\n");

        String filled = EnvoyTemplate.render(template, Map.of("one", "/home/a\"b\\c"));

        assertThat(filled).isEqualTo("a: \"/home/a\\\"b\\\\c\"\n");
    }

    @Test
    void renderWhenValueHoldsLineBreakThenRefused() throws IOException {
        Path template = template("a: ${one}\n");

        assertThatThrownBy(() -> EnvoyTemplate.render(template, Map.of("one", "1\nadmin: {}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
    }

    private Path template(String text) throws IOException {
        return Files.writeString(directory.resolve("template.yaml"), text);
    }
}

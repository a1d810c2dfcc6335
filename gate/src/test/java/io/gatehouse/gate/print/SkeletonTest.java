// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {
    @TempDir private Path folder;

    @Test
    void fillWhenAPartIsAListThenItsItemsStandBetweenTheOthers() throws IOException {
        assertThat(
                        fill(
                                "[first, !gate middle, last]",
                                Map.of("middle", List.of("a", "b")),
                                Map.of()))
                .isEqualTo(List.of(List.of("first", "a", "b", "last")));
    }

    @Test
    void fillWhenAPartIsAMapThenItIsTheItem() throws IOException {
        assertThat(fill("- !gate one of them", Map.of("one of them", Map.of("a", 1)), Map.of()))
                .isEqualTo(List.of(List.of(Map.of("a", 1))));
    }

    @Test
    void fillWhenAPartIsTheDocumentThenThereAreAsManyAsItHas() throws IOException {
        assertThat(fill("a: 1\n---\n!gate more", Map.of("more", List.of("b", "c")), Map.of()))
                .isEqualTo(List.of(Map.of("a", 1), "b", "c"));
    }

    @Test
    void fillWhenAConditionHoldsThenItsContentIsThere() throws IOException {
        assertThat(
                        fill(
                                "a: !if-x 1\nb: [!if-x {c: !gate p}, !if-x [2]]\n--- !if-x\nd: 3",
                                Map.of("x", true, "p", "4"),
                                Map.of()))
                .isEqualTo(
                        List.of(
                                Map.of("a", "1", "b", List.of(Map.of("c", "4"), List.of(2))),
                                Map.of("d", 3)));
    }

    /**
     * Neither the key nor the item nor the document is left, and what they ask for is not needed.
     */
    @Test
    void fillWhenAConditionDoesNotHoldThenNothingIsLeft() throws IOException {
        assertThat(
                        fill(
                                "a: !if-x ${v}\nb: [1, !if-x {c: !gate p, d: !if-y 2}]\n--- !if-x\nd: 3",
                                Map.of("x", false, "y", true, "p", "4"),
                                Map.of("v", "5")))
                .isEqualTo(List.of(Map.of("b", List.of(1))));
    }

    @Test
    void fillWhenNothingIsKnownOfAConditionThenRefused() {
        assertThatThrownBy(() -> fill("a: !if-z 1", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing is known of [z]");
    }

    @Test
    void fillWhenAnAliasIsUsedThenItIsFilledAsWell() throws IOException {
        assertThat(fill("a: &x [!gate p]\nb: *x", Map.of("p", List.of(1)), Map.of()))
                .isEqualTo(List.of(Map.of("a", List.of(1), "b", List.of(1))));
    }

    /** A port is a number and an address is none, whatever quotes stand around its place. */
    @Test
    void fillWhenTheWholeTextIsANumberThenItIsANumber() throws IOException {
        assertThat(
                        fill(
                                "port: ${port}\nurl: \"https://localhost:${port}\"\nhost: ${host}",
                                Map.of(),
                                Map.of("port", "8443", "host", "::1")))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "port",
                                        8443L,
                                        "url",
                                        "https://localhost:8443",
                                        "host",
                                        "::1")));
    }

    @Test
    void fillWhenAValueLooksLikeYamlThenItStaysAText() throws IOException {
        String odd = "\"}\n  - !gate x: {${y}}\\";
        List<Object> filled = fill("path: \"${path}\"", Map.of(), Map.of("path", odd));
        Path written = Files.writeString(folder.resolve("w"), YamlText.of(filled));

        assertThat(filled).isEqualTo(List.of(Map.of("path", odd)));
        assertThat(Skeleton.read(written).fill(Map.of(), Map.of("y", "")).toString())
                .contains("- !gate x");
    }

    @Test
    void fillWhenSomethingIsMissingOrUnusedThenItIsNamed() {
        assertThatThrownBy(
                        () -> fill("a: !gate b\nc: ${d}", Map.of("e", List.of()), Map.of("f", "g")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing is known of [b, d], no place asks for [e, f]");
    }

    private List<Object> fill(String text, Map<String, Object> parts, Map<String, String> values)
            throws IOException {
        return Skeleton.read(Files.writeString(folder.resolve("s.yaml"), text)).fill(parts, values);
    }
}

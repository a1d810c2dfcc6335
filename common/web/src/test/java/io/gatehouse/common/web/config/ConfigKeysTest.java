// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeysTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Map<String, BiFunction<ConfigKeys, String, Object>> KINDS =
            Map.ofEntries(
                    entry("flag", (keys, key) -> keys.flag(key, "false")),
                    entry("count", (keys, key) -> keys.count(key, "7")),
                    entry("number", (keys, key) -> keys.number(key, "7", 0, 9)),
                    entry("duration", (keys, key) -> keys.duration(key, "PT7S")),
                    entry("durationOrZero", (keys, key) -> keys.durationOrZero(key, "PT7S")),
                    entry("atLeast", (keys, key) -> keys.duration(key, "PT7S", SECOND)),
                    entry(
                            "fromTo",
                            (keys, key) ->
                                    keys.duration(key, "PT7S", SECOND, Duration.ofSeconds(9))),
                    entry("choice", (keys, key) -> keys.choice(key, "seconds", ChronoUnit.class)),
                    entry("text", ConfigKeys::text),
                    entry(
                            "ruled",
                            (keys, key) ->
                                    keys.text(key, "x7", "with x", text -> text.startsWith("x"))),
                    entry("url", ConfigKeys::url),
                    entry("file", ConfigKeys::file),
                    entry("optionalFile", ConfigKeys::optionalFile));

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("flag", "true", true),
                Arguments.of("flag", " false ", false),
                Arguments.of("count", "1", 1),
                Arguments.of("number", "0", 0),
                Arguments.of("number", "9", 9),
                Arguments.of("duration", "PT0.001S", Duration.ofMillis(1)),
                Arguments.of("durationOrZero", "PT0S", Duration.ZERO),
                Arguments.of("atLeast", "PT1S", SECOND),
                Arguments.of("fromTo", "PT9S", Duration.ofSeconds(9)),
                Arguments.of("choice", "half_days", ChronoUnit.HALF_DAYS),
                Arguments.of("text", "any", "any"),
                Arguments.of("ruled", "xy", "xy"),
                Arguments.of("url", "http://orders:8080", URI.create("http://orders:8080")),
                Arguments.of("file", "/run/key", Path.of("/run/key")),
                Arguments.of("optionalFile", "/run/key", Optional.of(Path.of("/run/key"))));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readWhenValueIsRightThenRead(String kind, String value, Object read) {
        assertThat(read(kind, Optional.of(value))).isEqualTo(read);
    }

    static Stream<Arguments> unset() {
        return Stream.of(
                Arguments.of("flag", false),
                Arguments.of("count", 7),
                Arguments.of("number", 7),
                Arguments.of("duration", Duration.ofSeconds(7)),
                Arguments.of("durationOrZero", Duration.ofSeconds(7)),
                Arguments.of("atLeast", Duration.ofSeconds(7)),
                Arguments.of("fromTo", Duration.ofSeconds(7)),
                Arguments.of("choice", ChronoUnit.SECONDS),
                Arguments.of("ruled", "x7"),
                Arguments.of("optionalFile", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("unset")
    void readWhenNotSetOrBlankThenTheStandard(String kind, Object read) {
        assertThat(read(kind, Optional.empty())).isEqualTo(read);
        assertThat(read(kind, Optional.of(" "))).isEqualTo(read);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("flag", "yes"),
                Arguments.of("flag", "TRUE"),
                Arguments.of("count", "0"),
                Arguments.of("count", "-1"),
                Arguments.of("count", "many"),
                Arguments.of("count", "99999999999"),
                Arguments.of("number", "-1"),
                Arguments.of("number", "10"),
                Arguments.of("duration", "PT0S"),
                Arguments.of("duration", "-PT1S"),
                Arguments.of("duration", "2s"),
                Arguments.of("durationOrZero", "-PT1S"),
                Arguments.of("atLeast", "PT0.9S"),
                Arguments.of("fromTo", "PT0.9S"),
                Arguments.of("fromTo", "PT9.1S"),
                Arguments.of("choice", "SECONDS"),
                Arguments.of("choice", "eons"),
                Arguments.of("ruled", "y7"),
                Arguments.of("url", "orders"),
                Arguments.of("url", "/orders"),
                Arguments.of("url", "http:///orders"),
                Arguments.of("url", "not a url"),
                Arguments.of("file", "nul\0"),
                Arguments.of("optionalFile", "nul\0"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void readWhenValueIsWrongThenTheKeyIsNamedAndNotTheValue(String kind, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(kind, Optional.of(value)))
                .withMessageStartingWith("some.key must be ")
                .withMessageNotContaining(value)
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "url", "file"})
    void readWhenItMustBeSetAndIsNotThenTheKeyIsNamed(String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(kind, Optional.empty()))
                .withMessage("some.key must be set");
    }

    private static Object read(String kind, Optional<String> value) {
        return KINDS.get(kind).apply(new ConfigKeys(_ -> value), "some.key");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigKeysTest {
    private static final Map<String, BiFunction<ConfigKeys, String, Object>> KINDS =
            Map.of(
                    "flag", (keys, key) -> keys.flag(key, "false"),
                    "count", (keys, key) -> keys.count(key, "7"),
                    "duration", (keys, key) -> keys.duration(key, "PT7S"),
                    "durationOrZero", (keys, key) -> keys.durationOrZero(key, "PT7S"),
                    "url", ConfigKeys::url);

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("flag", "true", true),
                Arguments.of("flag", "false", false),
                Arguments.of("count", "1", 1),
                Arguments.of("duration", "PT0.001S", Duration.ofMillis(1)),
                Arguments.of("durationOrZero", "PT0S", Duration.ZERO),
                Arguments.of("url", "http://orders:8080", URI.create("http://orders:8080")));
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
                Arguments.of("duration", Duration.ofSeconds(7)),
                Arguments.of("durationOrZero", Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @MethodSource("unset")
    void readWhenNotSetThenTheStandard(String kind, Object read) {
        assertThat(read(kind, Optional.empty())).isEqualTo(read);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("flag", "yes"),
                Arguments.of("flag", "TRUE"),
                Arguments.of("flag", ""),
                Arguments.of("count", "0"),
                Arguments.of("count", "-1"),
                Arguments.of("count", "many"),
                Arguments.of("count", "99999999999"),
                Arguments.of("duration", "PT0S"),
                Arguments.of("duration", "-PT1S"),
                Arguments.of("duration", "2s"),
                Arguments.of("durationOrZero", "-PT1S"),
                Arguments.of("url", "orders"),
                Arguments.of("url", "/orders"),
                Arguments.of("url", "http:///orders"),
                Arguments.of("url", "not a url"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void readWhenValueIsWrongThenKeyNamed(String kind, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(kind, Optional.of(value)))
                .withMessageContaining("some.key");
    }

    @Test
    void urlWhenNotSetThenKeyNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("url", Optional.empty()))
                .withMessageContaining("some.key");
    }

    private static Object read(String kind, Optional<String> value) {
        return KINDS.get(kind).apply(new ConfigKeys(_ -> value), "some.key");
    }
}

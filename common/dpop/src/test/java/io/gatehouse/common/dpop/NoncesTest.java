// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.testkit.TestClock;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 section 8, for several instances of a server with one key. */
class NoncesTest {
    private static final KeyedHash KEY = KeyedHash.of(new byte[32]);
    private static final KeyedHash OTHER_KEY = KeyedHash.of(new byte[] {1});
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final Nonces nonces = nonces(KEY, "gate", clock);

    @Test
    void isGoodWhenMadeHereOrByAnotherInstanceThenGood() {
        assertThat(nonces.isGood(nonces.make())).isTrue();
        assertThat(nonces.isGood(nonces(KEY, "gate", clock).make())).isTrue();
    }

    @Test
    void makeWhenTimePassesThenAnotherOne() {
        String first = nonces.make();
        clock.advance(Duration.ofSeconds(1));

        assertThat(nonces.make()).isNotEqualTo(first).matches("[A-Za-z0-9_-]{54}");
        assertThat(nonces.isGood(first)).isTrue();
    }

    @Test
    void isGoodWhenItsLifeIsOverThenNot() {
        String nonce = nonces.make();
        clock.advance(LIFE.minusSeconds(1));
        assertThat(nonces.isGood(nonce)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(nonces.isGood(nonce)).isFalse();
    }

    /** The clocks of two instances differ a little; nobody else can make one of a time to come. */
    @Test
    void isGoodWhenOfATimeToComeThenWithinTheSkewAlone() {
        String soon = later(Nonces.SKEW);
        String later = later(Nonces.SKEW.plusSeconds(1));

        assertThat(nonces.isGood(soon)).isTrue();
        assertThat(nonces.isGood(later)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(nonces.isGood(later)).isTrue();
    }

    private String later(Duration by) {
        return nonces(KEY, "gate", Clock.offset(clock, by)).make();
    }

    static Stream<Arguments> foreign() {
        TestClock clock = new TestClock();
        String good = nonces(KEY, "gate", clock).make();
        byte[] bytes = Base64.getUrlDecoder().decode(good);
        byte[] later = bytes.clone();
        later[Long.BYTES - 1]++;
        byte[] timeAlone = ByteBuffer.allocate(40).put(bytes, 0, Long.BYTES).array();
        return Stream.of(
                Arguments.of("of another server", nonces(KEY, "idp", clock).make()),
                Arguments.of("of another key", nonces(OTHER_KEY, "gate", clock).make()),
                Arguments.of("another time under its MAC", encoded(later)),
                Arguments.of("without a MAC", encoded(timeAlone)),
                Arguments.of("another case", good.toLowerCase(Locale.ROOT)),
                Arguments.of("padded", good + "=="),
                Arguments.of("cut short", good.substring(0, good.length() - 1)),
                Arguments.of("cut at the front", good.substring(1)),
                Arguments.of("cut to the time", encoded(bytes).substring(0, 11)),
                Arguments.of("longer", good + "A"),
                Arguments.of("with a blank", good.substring(1) + " "),
                Arguments.of("another last letter", good.substring(0, 53) + other(good)),
                Arguments.of("with letters of no alphabet of ours", "\u00e4\u20ac".repeat(27)),
                Arguments.of("twice", good + good));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** One that stands for the same byte, as its lowest bits mean nothing. */
    private static char other(String good) {
        return (char) (good.charAt(53) + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void isGoodWhenNotMadeSoThenNot(String what, String nonce) {
        assertThat(nonces.isGood(nonce)).as(what).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "f_________________________________________________8AAA",
                "++++++++++++++++++++++++++++++++++++++++++++++++++++++",
            })
    void isGoodWhenItIsNoNonceThenNot(String text) {
        assertThat(nonces.isGood(text)).isFalse();
    }

    private static Nonces nonces(KeyedHash key, String server, Clock clock) {
        return new Nonces(key, server, LIFE, clock);
    }
}

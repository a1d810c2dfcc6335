// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeysTest {

    private static final String ONE = "one:" + key(1);
    private static final String TWO = "two:" + key(2);
    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final SecureRandom random = new SecureRandom();

    @Test
    void openWhenSealedThenSame() {
        var keys = SealingKeys.parse(List.of(ONE), random);

        var sealed = keys.seal(SECRET, "row 1");

        assertThat(keys.open(sealed, "row 1")).isEqualTo(SECRET);
        assertThat(keys.seal(SECRET, "row 1")).isNotEqualTo(sealed);
    }

    @Test
    void openSecretWhenSealedThenSameAndNeverShown() {
        var keys = SealingKeys.parse(List.of(ONE), random);
        var secret = new Secret("tok_é");

        var sealed = keys.seal(secret, "row 1");

        assertThat(keys.openSecret(sealed, "row 1")).isEqualTo(secret);
        assertThat(List.of(secret).toString()).isEqualTo("[(secret)]");
        assertThatThrownBy(() -> keys.openSecret(sealed, "row 2"))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageNotContaining("tok");
    }

    @Test
    void resealWhenAnOlderKeySealedThenUnderTheFirst() {
        var before = SealingKeys.parse(List.of(ONE), random);
        var both = SealingKeys.parse(List.of(TWO, ONE), random);
        var after = SealingKeys.parse(List.of(TWO), random);

        var sealed = both.reseal(before.seal(SECRET, "row 1"), "row 1");

        assertThat(sealed).startsWith(after.mark());
        assertThat(after.open(sealed, "row 1")).isEqualTo(SECRET);
        assertThatThrownBy(() -> both.reseal(sealed, "row 2"))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void markWhenOneIdBeginsAnotherThenDiffers() {
        var one = SealingKeys.parse(List.of(ONE), random);
        var longer = SealingKeys.parse(List.of(ONE.replace("one:", "one1:")), random);

        assertThat(one.seal(SECRET, "x")).startsWith(one.mark());
        assertThat(longer.seal(SECRET, "x")).startsWith(longer.mark());
        assertThat(Arrays.copyOf(longer.mark(), one.mark().length)).isNotEqualTo(one.mark());
    }

    @Test
    void openWhenIdAndValueAreAsShortAsMayBeThenSame() {
        var keys = SealingKeys.of(new byte[32], random);

        assertThat(keys.open(keys.seal(SECRET, "x"), "x")).isEqualTo(SECRET);
        assertThat(keys.open(keys.seal(new byte[0], "x"), "x")).isEmpty();
    }

    @Test
    void openWhenNewKeyIsInFrontThenOldValuesStillOpen() {
        var before = SealingKeys.parse(List.of(ONE), random);
        var after = SealingKeys.parse(List.of("# comment", "", TWO, ONE), random);

        assertThat(after.open(before.seal(SECRET, "x"), "x")).isEqualTo(SECRET);
        var sealed = after.seal(SECRET, "x");
        assertThatThrownBy(() -> before.open(sealed, "x")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void openWhenOfAnotherRowThenRefused() {
        var keys = SealingKeys.parse(List.of(ONE), random);
        var sealed = keys.seal(SECRET, "row 1");

        assertThatThrownBy(() -> keys.open(sealed, "row 2"))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void openWhenAnyByteChangedOrCutThenRefused() {
        var keys = SealingKeys.parse(List.of(ONE, TWO), random);
        var sealed = keys.seal(SECRET, "x");
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            var cut = Arrays.copyOf(sealed, i);

            assertThatThrownBy(() -> keys.open(changed, "x"))
                    .as("byte " + i)
                    .isInstanceOf(SealBrokenException.class);
            assertThatThrownBy(() -> keys.open(cut, "x"))
                    .as("cut at " + i)
                    .isInstanceOf(SealBrokenException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "no colon",
                ":AAAA",
                "bad id:AAAA",
                "a:not base64!",
                "a:AAAA",
                "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void parseWhenNoKeyThenRefusedWithoutQuotingIt(String line) {
        assertThatThrownBy(() -> SealingKeys.parse(List.of(line), random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("AAAA")
                .hasNoCause();
    }

    @Test
    void parseWhenIdIsRepeatedThenRefused() {
        assertThatThrownBy(() -> SealingKeys.parse(List.of(ONE, ONE), random))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void purposeWhenDifferentThenUnrelated() {
        var hash = KeyedHash.parse(key(7));

        assertThat(hash.purpose("a").hash("x")).isNotEqualTo(hash.purpose("b").hash("x"));
        assertThat(hash.purpose("a").hash("x")).isEqualTo(hash.purpose("a").hash("x"));
    }

    private static String key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(key);
    }
}

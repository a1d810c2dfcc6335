// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    /** As docs/accounts.md gives it to scanners. */
    private static final Pattern DOCUMENTED = Pattern.compile("ghk_[0-9A-Za-z]{36}");

    /** Its checksum was computed by Python's zlib.crc32. */
    private static final String GOOD = "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8";

    @Test
    void randomWhenMadeThenOfTheDocumentedFormAndNeverTheSame() {
        SecureRandom random = new SecureRandom();
        Set<String> keys = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            String key = ApiKey.random(random).text();
            assertThat(key).matches(DOCUMENTED);
            assertThat(ApiKey.parse(key)).isPresent();
            keys.add(key);
        }

        assertThat(keys).hasSize(1_000);
    }

    /** Scanners of others compute the checksum by themselves, so it must stay as it is. */
    @Test
    void parseWhenTheKeyWasMadeByAnotherProgramThenTaken() {
        assertThat(ApiKey.parse(GOOD)).map(ApiKey::text).contains(GOOD);
        assertThat(ApiKey.parse(GOOD)).map(ApiKey::shown).contains("ghk_0123");
    }

    @Test
    void parseWhenOneCharacterIsAnotherThenRefusedWhereverItStands() {
        for (int i = 0; i < GOOD.length(); i++) {
            char other = GOOD.charAt(i) == 'x' ? 'y' : 'x';
            String wrong = GOOD.substring(0, i) + other + GOOD.substring(i + 1);
            assertThat(ApiKey.parse(wrong)).as("character %s", i).isEmpty();
        }
    }

    @Test
    void parseWhenTwoNeighboursAreSwappedThenRefused() {
        String key = ApiKey.random(new SplittableRandom(7)).text();
        for (int i = 4; i < key.length() - 1; i++) {
            if (key.charAt(i) != key.charAt(i + 1)) {
                String swapped =
                        key.substring(0, i)
                                + key.charAt(i + 1)
                                + key.charAt(i)
                                + key.substring(i + 2);
                assertThat(ApiKey.parse(swapped)).as("characters %s", i).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ghk_",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv80",
                "0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghr_0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghp_0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "GHK_0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk-0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk_0123456789abcdefghijklmnopqrst2slmv8",
                " ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8 ",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8\n",
                "ghk_ 0123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRS 2slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRS-2slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRS_2slmv8",
                "ghk_\uff10123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk_\u0660123456789ABCDEFGHIJKLMNOPQRST2slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRS\u04222slmv8",
                "ghk_0123456789ABCDEFGHIJKLMNOPQRST000000",
                "ghk_000000000000000000000000000000000000"
            })
    void parseWhenItIsNoKeyThenEmpty(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new ApiKey(text));
    }

    @Test
    void toStringWhenPrintedThenShowsNothing() {
        assertThat(ApiKey.parse(GOOD).orElseThrow()).hasToString("ApiKey[]");
    }
}

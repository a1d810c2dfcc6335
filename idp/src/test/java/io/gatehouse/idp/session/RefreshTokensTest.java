// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealBrokenException;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTest {

    private final RefreshTokens tokens =
            new RefreshTokens(KeyedHash.of(new byte[32]), new SecureRandom());
    private final RefreshToken token = tokens.create(UUID.randomUUID(), 41);

    @Test
    void parseWhenIssuedHereThenSame() {
        assertThat(tokens.parse(token.value())).contains(token);
        assertThat(token.toString()).doesNotContain(token.value());
    }

    @Test
    void parseWhenAnyCharacterChangedThenEmpty() {
        String value = token.value();
        for (int i = 0; i < value.length(); i++) {
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            String changed = value.substring(0, i) + other + value.substring(i + 1);
            assertThat(tokens.parse(changed)).as("character " + i).isEmpty();
        }
    }

    @Test
    void parseWhenTaggedUnderAnotherKeyThenEmpty() {
        byte[] key = new byte[32];
        key[0] = 1;
        var others = new RefreshTokens(KeyedHash.of(key), new SecureRandom());

        assertThat(tokens.parse(others.create(token.session(), 41).value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ghr_", "x", "ghk_AAAA", "ghr_====", "ghr_\u0000", "😀"})
    void parseWhenNoTokenThenEmpty(String value) {
        assertThat(tokens.parse(value)).isEmpty();
        assertThat(tokens.parse(token.value() + value + " ")).isEmpty();
        assertThat(tokens.parse(" " + token.value())).isEmpty();
    }

    @Test
    void openSuccessorWhenAnotherTokenIsHeldThenRefused() {
        var next = tokens.create(token.session(), 42);
        var sealed = tokens.sealSuccessor(token, next);
        var other = tokens.create(token.session(), 41);

        assertThatThrownBy(() -> tokens.openSuccessor(other, sealed))
                .isInstanceOf(SealBrokenException.class);
    }
}

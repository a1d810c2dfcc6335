// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.Username;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "        x        ",
                "пароль-длинный",
                "😀😀😀😀😀😀😀😀",
                "no digits and no capitals",
            })
    void brokenWhenLongEnoughThenNothing(String password) {
        assertThat(broken(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', must have at least 8 characters",
        "short77, must have at least 8 characters",
        "😀😀😀😀😀😀😀, must have at least 8 characters",
        "password, is on the list of common passwords",
        "PassWord1, is on the list of common passwords",
        "ｐａｓｓｗｏｒｄ, is on the list of common passwords",
        "qwertyuiop, is on the list of common passwords",
        "1234567890, is on the list of common passwords",
        "somebody.special, must not be the user name or e-mail",
        "SOMEBODY.special, must not be the user name or e-mail",
        "their.mail@example.org, must not be the user name or e-mail",
        "their.mail, must not be the user name or e-mail",
    })
    void brokenWhenRefusedThenReason(String password, String reason) {
        assertThat(broken(password)).contains(reason);
    }

    @Test
    void brokenWhenControlCharactersThenReason() {
        assertThat(broken("line\u0000break and more")).contains("must not hold control characters");
        assertThat(broken("half a \uD800 surrogate")).contains("must not hold control characters");
    }

    @Test
    void brokenWhenAtTheLimitThenCountedInCharactersNotBytes() {
        assertThat(broken("é".repeat(128))).isEmpty();
        assertThat(broken("😀".repeat(128))).isEmpty();
        assertThat(broken("é".repeat(129))).contains("must have at most 128 characters");
        assertThat(broken("x".repeat(1_000_000))).contains("must have at most 128 characters");
        assertThat(broken("\uFDFA".repeat(100))).contains("must have at most 128 characters");
    }

    @Test
    void normaliseWhenTypedInTwoEncodingsThenEqual() {
        assertThat(PasswordRules.normalise("cafe\u0301 au lait"))
                .isEqualTo(PasswordRules.normalise("café au lait"));
    }

    @Test
    void commonWhenLoadedThenAtLeastTenThousandThatLengthWouldAllow() {
        assertThat(CommonPasswords.load().size()).isGreaterThanOrEqualTo(10_000);
        assertThat(CommonPasswords.load().contains("iloveyou")).isTrue();
        assertThat(CommonPasswords.load().contains("no such common password")).isFalse();
    }

    private Optional<String> broken(String password) {
        return rules.broken(
                        password,
                        new Username("somebody.special"),
                        new EmailAddress("their.mail@example.org"))
                .map(PasswordRule::text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** In the step from 1111111110 on, by RFC 6238, appendix B. */
    private static final String CODE = "050471";

    private static final long STEP = 37037037;

    /** The last six digits of what RFC 6238 has in appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void stepWhenTheCodeIsOfNowThenThis(long seconds, String code) {
        OptionalLong step = Totp.step(SECRET, code, Instant.ofEpochSecond(seconds));

        assertThat(step).hasValue(seconds / 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {STEP * 30 - 30, STEP * 30 - 1, STEP * 30, STEP * 30 + 30, STEP * 30 + 59})
    void stepWhenTheClockIsOffByOneThenThatOfTheCode(long seconds) {
        assertThat(Totp.step(SECRET, CODE, Instant.ofEpochSecond(seconds))).hasValue(STEP);
    }

    @ParameterizedTest
    @ValueSource(longs = {STEP * 30 - 31, STEP * 30 + 60, STEP * 30 - 300, STEP * 30 + 300})
    void stepWhenTheCodeIsEarlyOrLateThenNone(long seconds) {
        assertThat(Totp.step(SECRET, CODE, Instant.ofEpochSecond(seconds))).isEmpty();
    }

    @Test
    void stepWhenTheSecretIsAnotherThenNone() {
        byte[] other = "12345678901234567891".getBytes(US_ASCII);

        assertThat(Totp.step(other, CODE, Instant.ofEpochSecond(STEP * 30))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "05047",
                "0504711",
                "050 471",
                " 050471",
                "050471 ",
                "050471\n",
                "-50471",
                "+50471",
                "5.0471",
                "0x0471",
                "\u0660\u0665\u0660\u0664\u0667\u0661",
                "\uff10\uff15\uff10\uff14\uff17\uff11",
                "o50471"
            })
    void stepWhenTheCodeIsOfAnotherFormThenNone(String code) {
        assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(STEP * 30))).isEmpty();
    }
}

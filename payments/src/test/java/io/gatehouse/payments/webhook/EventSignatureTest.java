// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSignatureTest {
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final long TIME = 1_800_000_000;

    /** printf '%s' '1800000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac secret */
    private static final String HMAC =
            "5847cdad07809eddc3ac6ac8796d56ab2884e2b0831aa11ebd49b6c942021281";

    private final EventSignature signature = EventSignature.parse(List.of("older", "", "secret"));

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
    void verifiesWhenSignedSoLongAgoThenWithinFiveMinutes(long ago, boolean expected) {
        assertThat(verifies("t=" + TIME + ",v1=" + HMAC, ago)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HMAC",
                "v1=HMAC",
                "t=TIME",
                "t=TIME,v1=",
                "t=TIME,v1=HMAC,v1=HMAC",
                "t=TIME,v0=HMAC",
                "t=TIME, v1=HMAC",
                "v1=HMAC,t=TIME",
                "t=-1,v1=HMAC",
                "t=1800000001,v1=HMAC",
                "t=01800000000,v1=HMAC",
                "t=99999999999999999999,v1=HMAC",
                "t=TIME,v1=HMAC0",
                "t=TIME,v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void verifiesWhenTheHeaderIsBadThenNot(String header) {
        String filled = header.replace("TIME", "" + TIME).replace("HMAC", HMAC);

        assertThat(verifies(filled, 0)).isFalse();
    }

    @Test
    void verifiesWhenUpperCaseBodyChangedHeaderMissingOrRepeatedThenNot() {
        Instant now = Instant.ofEpochSecond(TIME);
        String good = "t=" + TIME + ",v1=" + HMAC;
        byte[] changed = "{\"id\":\"evt_2\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(signature.verifies(List.of(good), BODY, now)).isTrue();
        assertThat(signature.verifies(List.of(good), changed, now)).isFalse();
        assertThat(signature.verifies(List.of(good), new byte[0], now)).isFalse();
        assertThat(signature.verifies(List.of(), BODY, now)).isFalse();
        assertThat(signature.verifies(List.of(good, good), BODY, now)).isFalse();
        assertThat(signature.verifies(List.of(good.toUpperCase(Locale.ROOT)), BODY, now)).isFalse();
    }

    @Test
    void verifiesWhenTheSecretIsAnotherThenNot() {
        EventSignature other = EventSignature.parse(List.of("another"));

        assertThat(
                        other.verifies(
                                List.of("t=" + TIME + ",v1=" + HMAC),
                                BODY,
                                Instant.ofEpochSecond(TIME)))
                .isFalse();
    }

    @Test
    void parseWhenThereIsNoSecretThenRefuses() {
        assertThatThrownBy(() -> EventSignature.parse(List.of("", " ")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean verifies(String header, long secondsAgo) {
        return signature.verifies(List.of(header), BODY, Instant.ofEpochSecond(TIME + secondsAgo));
    }
}

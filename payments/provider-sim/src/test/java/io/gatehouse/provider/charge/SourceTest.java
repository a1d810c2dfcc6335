// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTest {
    @ParameterizedTest
    @CsvSource({
        "tok_ok, false, ",
        "tok_insufficient_funds, false, INSUFFICIENT_FUNDS",
        "tok_expired_card, false, EXPIRED_CARD",
        "tok_stolen_card, false, STOLEN_CARD",
        "tok_card_declined, false, CARD_DECLINED",
        "tok_processing, true, ",
        "tok_processing_declined, true, CARD_DECLINED",
    })
    void ofWhenTokenIsKnownThenSaysWhatBecomesOfIt(
            String token, boolean later, DeclineCode decline) {
        Source source = Source.of(token);

        assertThat(source.token()).isEqualTo(token);
        assertThat(source.isDecidedLater()).isEqualTo(later);
        assertThat(source.decline().orElse(null)).isEqualTo(decline);
    }

    @Test
    void valuesWhenCountedThenTheTableAboveHasAll() {
        assertThat(Source.values()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tok", "tok_", "tok_OK", "tok_ok ", "ok", "4111111111111111"})
    void ofWhenTokenIsUnknownThenRefuses(String token) {
        assertThatThrownBy(() -> Source.of(token))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("unknown_source"))
                .message()
                .doesNotContain("4111");
    }
}

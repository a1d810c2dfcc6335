// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gatehouse.provider.wire.Refusal;
import java.util.Arrays;
import java.util.Optional;

/** The tokens that stand for a card, and what becomes of a charge to each. */
enum Source {
    OK("tok_ok", Status.SUCCEEDED, Optional.empty()),
    INSUFFICIENT_FUNDS(
            "tok_insufficient_funds", Status.DECLINED, Optional.of(DeclineCode.INSUFFICIENT_FUNDS)),
    EXPIRED_CARD("tok_expired_card", Status.DECLINED, Optional.of(DeclineCode.EXPIRED_CARD)),
    STOLEN_CARD("tok_stolen_card", Status.DECLINED, Optional.of(DeclineCode.STOLEN_CARD)),
    CARD_DECLINED("tok_card_declined", Status.DECLINED, Optional.of(DeclineCode.CARD_DECLINED)),
    PROCESSING("tok_processing", Status.PROCESSING, Optional.empty()),
    PROCESSING_DECLINED(
            "tok_processing_declined", Status.PROCESSING, Optional.of(DeclineCode.CARD_DECLINED));

    private final String token;
    private final Status first;
    private final Optional<DeclineCode> decline;

    Source(String token, Status first, Optional<DeclineCode> decline) {
        this.token = token;
        this.first = first;
        this.decline = decline;
    }

    /**
     * The source of a token.
     *
     * @throws Refusal {@code unknown_source}
     */
    @JsonCreator
    static Source of(String token) {
        return Arrays.stream(values())
                .filter(source -> source.token.equals(token))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(422, "unknown_source", "The source is none of this provider."));
    }

    @JsonValue
    String token() {
        return token;
    }

    /** Whether the charge is decided only after it was answered. */
    boolean isDecidedLater() {
        return first == Status.PROCESSING;
    }

    /** Why the bank declines in the end; empty when it pays. */
    Optional<DeclineCode> decline() {
        return decline;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.work.Background;
import java.time.Duration;
import java.util.Optional;

/** The bank: answers about a charge, at once or after a while. */
public final class DecideCharges {
    private final Book book;
    private final Names names;
    private final Conditions conditions;
    private final Background background;
    private final Duration wait;

    /**
     * Creates the bank.
     *
     * @param wait how long a charge that is decided later is processing
     */
    public DecideCharges(
            Book book, Names names, Conditions conditions, Background background, Duration wait) {
        this.book = requireNonNull(book, "book");
        this.names = requireNonNull(names, "names");
        this.conditions = requireNonNull(conditions, "conditions");
        this.background = requireNonNull(background, "background");
        this.wait = requireNonNull(wait, "wait");
    }

    /** Goes on with what an earlier run left. */
    public void resume() {
        book.processing()
                .forEach((id, source) ->
                        book.charge(id).ifPresent(charge -> decideLater(charge, source)));
    }

    void decideLater(Charge charge, Source source) {
        background.run(() -> {
            if (background.pause(wait)) {
                Charge decided = decided(charge, source);
                book.write(new Entry.Decided(decided, names.event(decided)));
            }
        });
    }

    Charge decided(Charge charge, Source source) {
        Optional<DeclineCode> decline =
                source.decline()
                        .or(() ->
                                conditions.declines()
                                        ? Optional.of(DeclineCode.CARD_DECLINED)
                                        : Optional.empty());
        return charge.decided(decline);
    }
}

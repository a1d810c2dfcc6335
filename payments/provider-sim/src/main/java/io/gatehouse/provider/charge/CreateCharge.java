// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Makes a charge, once for each idempotency key. */
public final class CreateCharge {
    private final Book book;
    private final Names names;
    private final DecideCharges bank;
    private final Conditions conditions;

    public CreateCharge(Book book, Names names, DecideCharges bank, Conditions conditions) {
        this.book = requireNonNull(book, "book");
        this.names = requireNonNull(names, "names");
        this.bank = requireNonNull(bank, "bank");
        this.conditions = requireNonNull(conditions, "conditions");
    }

    /** Returns the charge as it was when this key was first answered. */
    public Charge create(String key, ChargeRequest request) {
        return book.chargeKeys().once(key, request, () -> charge(key, request));
    }

    private Charge charge(String key, ChargeRequest request) {
        conditions.delay();
        Charge asked = Charge.processing(names.id("ch_"), key, request, names.now());
        if (request.source().isDecidedLater()) {
            book.write(new Entry.Charged(request, asked, Optional.empty()));
            bank.decideLater(asked, request.source());
            return asked;
        }
        Charge decided = bank.decided(asked, request.source());
        book.write(new Entry.Charged(request, decided, Optional.of(names.event(decided))));
        return decided;
    }
}

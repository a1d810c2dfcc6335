// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.wire.Refusal;

/** Gives back a charge or a part of it, once for each idempotency key. */
public final class CreateRefund {
    private final Book book;
    private final Names names;
    private final Conditions conditions;

    public CreateRefund(Book book, Names names, Conditions conditions) {
        this.book = requireNonNull(book, "book");
        this.names = requireNonNull(names, "names");
        this.conditions = requireNonNull(conditions, "conditions");
    }

    /**
     * Returns the refund that was made when this key was first answered.
     *
     * @throws Refusal {@code not_found} or {@code refund_exceeds_charge}
     */
    public Refund create(String key, RefundRequest request) {
        return book.refundKeys()
                .once(
                        key,
                        request,
                        () -> {
                            conditions.delay();
                            return refund(key, request);
                        });
    }

    /** One at a time, so that two refunds do not both take the last of a charge. */
    private synchronized Refund refund(String key, RefundRequest request) {
        Charge charge =
                book.charge(request.charge())
                        .orElseThrow(() -> Refusal.notFound("There is no such charge."));
        if (request.amount() > charge.refundable()) {
            throw new Refusal(
                    422,
                    "refund_exceeds_charge",
                    "The charge has less left than this refund: " + charge.refundable() + ".");
        }
        Refund refund =
                new Refund(
                        names.id("re_"),
                        key,
                        charge.id(),
                        Status.SUCCEEDED,
                        request.amount(),
                        names.now());
        book.write(new Entry.Refunded(request, refund, names.event(refund)));
        return refund;
    }
}

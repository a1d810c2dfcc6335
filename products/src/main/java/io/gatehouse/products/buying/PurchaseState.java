// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.reservation.Reservation;
import java.util.Optional;

/** The state of a purchase after a request for it. */
sealed interface PurchaseState {

    /**
     * The purchase has its final answer.
     *
     * @param replayed whether an earlier request had that answer already
     */
    record Settled(Answer answer, boolean replayed) implements PurchaseState {}

    /**
     * Stock is reserved, by this request or an earlier one, and the outcome is open.
     *
     * @param source what is charged, if the buyer named it
     */
    record Open(Reservation reservation, Optional<Secret> source) implements PurchaseState {}
}

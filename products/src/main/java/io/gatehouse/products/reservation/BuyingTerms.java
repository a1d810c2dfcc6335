// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.common.work.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The terms on which purchases are worked on.
 *
 * @param ids where reservations get their ids from
 * @param budget how long a buyer waits for the outcome
 * @param keyRetention how long a key is remembered
 * @param lease for how long an open reservation belongs to the one who took it
 * @param batch how many open ones a worker takes in one round
 */
public record BuyingTerms(
        Clock clock,
        Supplier<UUID> ids,
        Duration budget,
        Duration keyRetention,
        Lease lease,
        int batch) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import java.time.Instant;

/** A refund; it succeeds or is never made. */
public record Refund(
        String id, String key, String charge, Status status, long amount, Instant created) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.time.Instant;
import java.util.Optional;

/** A product; the last three fields are present for administrators only. */
public record Product(
        String id,
        String name,
        String description,
        Money price,
        long stock,
        Instant createdAt,
        Optional<Long> reserved,
        Optional<Long> sold,
        Optional<Boolean> archived) {}

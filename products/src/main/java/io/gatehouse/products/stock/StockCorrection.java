// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.products.movement.StockMovement;
import io.gatehouse.products.movement.StockMovements;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The request body of a stock correction.
 *
 * @param change pieces found or, if negative, missing
 * @param reason one line, for those who read the movements later
 */
record StockCorrection(
        @NotNull @Min(-StockMovements.MOST_PIECES) @Max(StockMovements.MOST_PIECES) Long change,
        @NotBlank
                @Size(max = 200)
                @Pattern(
                        regexp = "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*",
                        message = "must be one line, without control characters")
                String reason) {

    StockMovement toMovement(UUID id, UUID productId, UUID account, Instant now) {
        return new StockMovement(
                id,
                productId,
                change,
                StockMovement.Kind.CORRECTED,
                Optional.empty(),
                Optional.of(account),
                Optional.of(reason),
                now);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The request body of a purchase. */
record BuyRequest(@NotNull @Min(1) @Max(100) Integer quantity, @NotNull @Valid Payment payment) {

    /** The means of payment. */
    record Payment(@NotNull @Pattern(regexp = "card", message = "must be card") String method) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import io.gatehouse.provider.wire.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A charge that a merchant asks for.
 *
 * @param amount in minor units
 * @param currency of ISO 4217
 * @param reference the merchant's own
 */
public record ChargeRequest(
        long amount, String currency, Source source, Optional<String> reference) {
    static final long MOST = 999_999_999_999L;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");

    public ChargeRequest {
        if (!CURRENCY.matcher(currency).matches()) {
            throw Refusal.malformed("currency must be three capital letters.");
        }
        if (!reference.stream().allMatch(text -> REFERENCE.matcher(text).matches())) {
            throw Refusal.malformed(
                    "reference must have 1 to 200 characters, no control characters.");
        }
        if (amount < 1 || amount > MOST) {
            throw Refusal.invalidAmount();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.products.Money;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PurchaseTest {
    private static final UUID ACCOUNT = UUID.fromString("5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11");
    private static final IdempotencyKey KEY = new IdempotencyKey(ACCOUNT, "0123456789abcdef");
    private static final UUID PRODUCT = UUID.fromString("f41fcb28-e1ec-4229-9aa5-148c01a8c3f5");

    @Test
    void hashWhenTheSameIsAskedThenSameWhateverTheKey() {
        IdempotencyKey other = new IdempotencyKey(ACCOUNT, "fedcba9876543210");

        assertThat(new Purchase(KEY, PRODUCT, 2, Optional.empty(), "card").hash())
                .hasSize(64)
                .isEqualTo(new Purchase(other, PRODUCT, 2, Optional.empty(), "card").hash());
    }

    @Test
    void hashWhenAnythingDiffersThenOther() {
        assertThat(new Purchase(KEY, PRODUCT, 2, Optional.empty(), "card").hash())
                .isNotEqualTo(new Purchase(KEY, PRODUCT, 3, Optional.empty(), "card").hash())
                .isNotEqualTo(new Purchase(KEY, ACCOUNT, 2, Optional.empty(), "card").hash())
                .isNotEqualTo(new Purchase(KEY, PRODUCT, 2, Optional.empty(), "gift").hash())
                .isNotEqualTo(
                        new Purchase(KEY, PRODUCT, 2, Optional.of(Money.euro(1)), "card").hash());
    }
}

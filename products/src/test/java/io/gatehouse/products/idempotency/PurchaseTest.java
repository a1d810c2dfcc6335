// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.Secret;
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

        assertThat(purchase(2, "card", Optional.empty()).hash())
                .hasSize(64)
                .isEqualTo(
                        new Purchase(other, PRODUCT, 2, Optional.empty(), "card", Optional.empty())
                                .hash());
        assertThat(purchase(2, "card", Optional.of("tok_a")).hash())
                .isEqualTo(purchase(2, "card", Optional.of("tok_a")).hash());
    }

    @Test
    void hashWhenAnythingDiffersThenOther() {
        Optional<Money> price = Optional.of(Money.euro(1));

        assertThat(purchase(2, "card", Optional.empty()).hash())
                .isNotEqualTo(purchase(3, "card", Optional.empty()).hash())
                .isNotEqualTo(
                        new Purchase(KEY, ACCOUNT, 2, Optional.empty(), "card", Optional.empty())
                                .hash())
                .isNotEqualTo(purchase(2, "gift", Optional.empty()).hash())
                .isNotEqualTo(new Purchase(KEY, PRODUCT, 2, price, "card", Optional.empty()).hash())
                .isNotEqualTo(purchase(2, "card", Optional.of("tok_a")).hash());
        assertThat(purchase(2, "card", Optional.of("tok_a")).hash())
                .isNotEqualTo(purchase(2, "card", Optional.of("tok_b")).hash());
    }

    /** The hash of a purchase that an earlier version has stored. */
    @Test
    void hashWhenNoSourceIsNamedThenAsBeforeThereWereSources() {
        assertThat(purchase(2, "card", Optional.empty()).hash())
                .isEqualTo("efd26b47afedd3a9112fc496756afac9d943533c77995353632524a83dffdb07");
    }

    @Test
    void toStringWhenASourceIsNamedThenDoesNotShowIt() {
        assertThat(purchase(2, "card", Optional.of("tok_a")).toString()).doesNotContain("tok_a");
    }

    private static Purchase purchase(int quantity, String method, Optional<String> source) {
        return new Purchase(
                KEY, PRODUCT, quantity, Optional.empty(), method, source.map(Secret::new));
    }
}

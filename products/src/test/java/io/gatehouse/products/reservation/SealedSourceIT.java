// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.seal.SealBrokenException;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Under which keys, and for which purchase, a stored source opens. */
@HelidonTest
class SealedSourceIT extends PurchaseFixture {
    private static final String TOKEN = "tok_of_a_customer";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject private Transactions transactions;

    @Test
    void sourceWhenANewKeyIsInFrontThenTheOldOneStillOpens() {
        UUID purchase = opened();

        assertThat(source(new Reservations(keys(true)), purchase)).contains(new Secret(TOKEN));
        assertThatThrownBy(() -> source(new Reservations(keys(false)), purchase))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void sourceWhenCopiedToAnotherPurchaseThenDoesNotOpen() {
        UUID purchase = opened();
        key = Shop.key();
        UUID other = opened();
        Rows.update(
                "UPDATE open_purchase SET sealed_source ="
                        + " (SELECT sealed_source FROM open_purchase WHERE id = ?) WHERE id = ?",
                purchase,
                other);

        assertThatThrownBy(() -> source(new Reservations(keys(true)), other))
                .isInstanceOf(SealBrokenException.class);

        Rows.update("UPDATE open_purchase SET sealed_source = NULL WHERE id = ?", other);
    }

    private UUID opened() {
        FakeOrders.behave(Behaviour.FAIL);
        return UUID.fromString(shop.buy(customer, key, product, Shop.paidWith(TOKEN)).field("id"));
    }

    /** The keys of the tests' configuration, behind a new one; or the new one alone. */
    private static SealingKeys keys(boolean withOld) {
        byte[] fresh = new byte[32];
        RANDOM.nextBytes(fresh);
        String line = "k2:" + Base64.getEncoder().encodeToString(fresh);
        String old = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
        return SealingKeys.parse(withOld ? List.of(line, old) : List.of(line), RANDOM);
    }

    private Optional<Secret> source(Reservations reservations, UUID purchase) {
        return transactions.read(session -> reservations.source(session, purchase));
    }
}

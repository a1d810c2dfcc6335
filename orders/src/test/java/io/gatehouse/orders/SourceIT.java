// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.seal.SealBrokenException;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an order is charged to: named by the buyer, sealed while it is kept, and shown to nobody.
 */
@HelidonTest
class SourceIT extends OrderFixture {
    private static final String TOKEN = "tok_of_a_customer";

    @Inject private Transactions transactions;
    @Inject private PlaceOrder place;
    @Inject private OrderRepository orders;

    @Test
    void addWhenTheBuyerNamesASourceThenThatIsChargedAndNothingShowsIt() {
        try (CapturedLog log = new CapturedLog("")) {
            HttpAnswer added = addWith(TOKEN);
            HttpAnswer seen = alice.get("/orders/" + id);
            HttpAnswer receipt = alice.get("/orders/" + id + "/receipt");

            assertThat(added.field("status")).isEqualTo("PAID");
            assertThat(payments.source(id)).contains(TOKEN);
            assertThat(List.of(added.text(), seen.text(), receipt.text(), log.text()))
                    .noneMatch(text -> text.contains("tok_"));
            assertThat(log.lines()).noneMatch(line -> line.contains("tok_"));
        }
        assertThat(openRows()).isZero();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM customer_order o"
                                        + " WHERE id = ? AND CAST(o AS TEXT) LIKE '%tok_%'",
                                id))
                .isZero();
    }

    @Test
    void addWhenNoSourceIsNamedThenNoneIsSent() {
        assertThat(add().field("status")).isEqualTo("PAID");
        assertThat(payments.source(id)).isEmpty();
    }

    @Test
    void resumeWhenTheOutcomeWasUnknownThenTheSourceWasSealedAndGoesWithTheOutcome() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        addWith(TOKEN);
        byte[] sealed = sealedSource();
        payments.forgetSources();
        payments.reset();

        Order paid = place.resume(transactions.read(session -> orders.get(session, id)));

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tok_");
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(payments.source(id)).contains(TOKEN);
        assertThat(openRows()).isZero();
    }

    @Test
    void addWhenDeclinedThenTheSourceIsGone() {
        payments.onCharge(_ -> new PaymentGateway.Declined());

        assertThat(addWith(TOKEN).field("status")).isEqualTo("DECLINED");
        assertThat(openRows()).isZero();
    }

    @Test
    void cancelWhenTheRefundIsOpenThenNoSourceIsKept() {
        addWith(TOKEN);
        payments.onRefund(_ -> new PaymentGateway.Unknown());

        cancel();

        assertThat(openRows()).isEqualTo(1);
        assertThat(sealedSource()).isNull();
    }

    @Test
    void addWhenRepeatedWithAnotherSourceThenReusedAndNothingChanged() {
        addWith(TOKEN);

        for (HttpAnswer other : List.of(addWith("tok_of_another"), add())) {
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.code()).isEqualTo("idempotency_key_reused");
            assertThat(other.text()).doesNotContain("tok_");
        }

        assertThat(addWith(TOKEN).status()).isEqualTo(200);
        assertThat(payments.charges(id)).isEqualTo(1);
        assertThat(payments.source(id)).contains(TOKEN);
    }

    @Test
    void sourceWhenANewKeyIsInFrontThenTheOldOneStillOpens() {
        SealingKeys before = keys("old");
        keep(before, id);

        assertThat(read(new OpenOrders(keys("new", "old")), id)).contains(new Secret(TOKEN));
        assertThatThrownBy(() -> read(new OpenOrders(keys("new")), id))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void sourceWhenCopiedToAnotherOrderThenDoesNotOpen() {
        SealingKeys keys = keys("one");
        UUID other = UUID.randomUUID();
        keep(keys, id);
        keep(keys, other);
        Rows.update(
                "UPDATE open_order SET sealed_source ="
                        + " (SELECT sealed_source FROM open_order WHERE id = ?) WHERE id = ?",
                id,
                other);

        assertThatThrownBy(() -> read(new OpenOrders(keys), other))
                .isInstanceOf(SealBrokenException.class);
    }

    @AfterEach
    void removeRowsWithoutAnOrder() {
        Rows.update("DELETE FROM open_order WHERE id NOT IN (SELECT id FROM customer_order)");
    }

    private HttpAnswer addWith(String source) {
        return products.post(ADD, Requests.order(id, customer, source));
    }

    private void keep(SealingKeys keys, UUID order) {
        Instant now = Instant.now();
        transactions.run(session -> {
            new OpenOrders(keys).add(session, order, Optional.of(new Secret(TOKEN)), now, now);
            return order;
        });
    }

    private Optional<Secret> read(OpenOrders rows, UUID order) {
        return transactions.read(session -> rows.source(session, order));
    }

    private static SealingKeys keys(String... ids) {
        return SealingKeys.parse(
                List.of(ids).stream().map(name -> name + ":" + key(name)).toList(),
                new SecureRandom());
    }

    private static String key(String name) {
        byte[] key = new byte[32];
        key[0] = (byte) name.hashCode();
        return Base64.getEncoder().encodeToString(key);
    }

    private byte[] sealedSource() {
        return Rows.bytes("SELECT sealed_source FROM open_order WHERE id = ?", id);
    }

    private long openRows() {
        return Rows.count("SELECT count(*) FROM open_order WHERE id = ?", id);
    }
}

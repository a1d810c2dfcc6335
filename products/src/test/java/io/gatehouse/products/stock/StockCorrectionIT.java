// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Correcting a stock, once for each key. */
@HelidonTest
class StockCorrectionIT extends PurchaseFixture {
    private static final String THREE_BROKEN = Shop.correction(-3, "Three broken in storage");

    @Inject private Transactions transactions;
    @Inject private CorrectionKeys keys;

    private UUID admin;

    @BeforeEach
    void hire() {
        admin = UUID.randomUUID();
    }

    @Test
    void correctWhenPiecesAreMissingThenTheMovementAndTheStockAfterIt() {
        HttpAnswer answer = correct();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Idempotency-Replayed")).isEmpty();
        assertThat(answer.json().path("stock").asLong()).isEqualTo(7);
        assertThat(answer.json().at("/movement/change").asLong()).isEqualTo(-3);
        assertThat(answer.json().at("/movement/kind").asText()).isEqualTo("CORRECTED");
        assertThat(answer.json().at("/movement/reason").asText())
                .isEqualTo("Three broken in storage");
        assertThat(answer.json().at("/movement/account").asText()).isEqualTo(admin.toString());
        assertThat(answer.json().at("/movement/productId").asText()).isEqualTo(product.toString());
        assertThat(answer.json().at("/movement").has("reservationId")).isFalse();
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(7, 0, 0));
    }

    @Test
    void correctWhenPiecesAreFoundThenTheCatalogueShowsThemAtOnce() {
        buy();
        shop.customer(customer).get("/products");

        HttpAnswer answer = shop.correct(product, 5);

        assertThat(answer.json().path("stock").asLong()).isEqualTo(14);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(14, 0, 1));
        assertThat(shop.customer(customer).get("/products").json().at("/items/0/stock").asLong())
                .isEqualTo(14);
    }

    @Test
    void correctWhenRepeatedThenTheSameAnswerToTheByteAndOneMovement() {
        HttpAnswer first = correct();
        shop.correct(product, -7);

        HttpAnswer again =
                correct(
                        product.toString().toUpperCase(Locale.ROOT),
                        "{ \"reason\":\"Three broken in storage\",\n \"change\": -3 }");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(0, 0, 0));
    }

    @Test
    void correctWhenTheSameKeyComesFiftyTimesAtOnceThenOneMovementAndOneFirstAnswer() {
        List<HttpAnswer> answers = Parallel.times(50, this::correct);

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(HttpAnswer::text).distinct()).hasSize(1);
        assertThat(answers.stream().filter(a -> a.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(movements("CORRECTED")).isEqualTo(1);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(7, 0, 0));
    }

    @Test
    void correctWhenTheRequestChangedThenReusedAndNothingCorrected() {
        correct();
        UUID other = shop.product(5);

        List<HttpAnswer> answers =
                List.of(
                        correct(product.toString(), THREE_BROKEN.replace("-3", "-2")),
                        correct(product.toString(), THREE_BROKEN.replace("Three", "Some")),
                        correct(other.toString(), THREE_BROKEN));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 422)
                .allMatch(answer -> answer.code().equals("idempotency_key_reused"));
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(7, 0, 0));
        assertThat(Shop.pieces(other)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    @Test
    void correctWhenAnotherAdminUsesTheSameKeyThenACorrectionOfItsOwn() {
        correct();

        HttpAnswer theirs = shop.correct(UUID.randomUUID(), key, product, THREE_BROKEN);

        assertThat(theirs.json().path("stock").asLong()).isEqualTo(4);
        assertThat(theirs.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void correctWhenMoreIsTakenThanThereIsThenInsufficientAndTheKeyIsStillFree() {
        buy();

        HttpAnswer refused = correct(product.toString(), Shop.correction(-10, "All gone"));
        HttpAnswer all = correct(product.toString(), Shop.correction(-9, "All gone"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("insufficient_stock");
        assertThat(refused.json().at("/errors/0/message").asText()).endsWith("9");
        assertThat(all.status()).isEqualTo(201);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(0, 0, 1));
    }

    @Test
    void correctWhenTheProductIsUnknownThenNotFoundAndTheKeyIsStillFree() {
        HttpAnswer unknown = correct(UUID.randomUUID().toString(), THREE_BROKEN);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("not_found");
        assertThat(correct().status()).isEqualTo(201);
    }

    @Test
    void correctWhenArchivedThenCorrectedAndStillNotForSale() {
        shop.admin().send("DELETE", "/products/admin/" + product);

        HttpAnswer answer = correct();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(7, 0, 0));
        assertThat(shop.customer(customer).get("/products/" + product).status()).isEqualTo(404);
        assertThat(buy().status()).isEqualTo(404);
    }

    @Test
    void correctWhenManyTakeTheLastPiecesAtOnceThenNeverBelowZero() {
        List<Integer> statuses =
                Parallel.all(Collections.nCopies(8, () -> shop.correct(product, -3).status()));

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(1, 0, 0));
    }

    @Test
    void deleteWhenADayHasPassedThenTheKeyIsFreeAgain() {
        correct();
        assertThat(expired(Duration.ofHours(23)).delete()).isZero();

        assertThat(expired(Duration.ofHours(25)).delete()).isPositive();

        assertThat(correct().json().path("stock").asLong()).isEqualTo(4);
    }

    @Test
    void correctWhenTheKeyExpiredButIsNotDeletedYetThenItMeansNothing() {
        correct();
        Rows.update(
                "UPDATE correction_key SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                admin);

        HttpAnswer second = correct(product.toString(), Shop.correction(2, "Found two"));

        assertThat(second.json().path("stock").asLong()).isEqualTo(9);
        assertThat(movements("CORRECTED")).isEqualTo(2);
    }

    private HttpAnswer correct() {
        return correct(product.toString(), THREE_BROKEN);
    }

    private HttpAnswer correct(String id, String body) {
        return shop.anybody()
                .admin(admin)
                .with("Idempotency-Key", key)
                .post("/products/admin/" + id + "/stock-corrections", body);
    }

    private long movements(String kind) {
        return Rows.count(
                "SELECT count(*) FROM stock_movement WHERE product_id = ? AND kind = ?",
                product,
                kind);
    }

    private ExpiredRows expired(Duration later) {
        Clock then = Clock.fixed(Clock.systemUTC().instant().plus(later), ZoneOffset.UTC);
        return new ExpiredRows(transactions, then, keys::deleteExpired);
    }
}

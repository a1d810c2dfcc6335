// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.HeadRequest;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HelidonTest
class OrdersIT extends OrderFixture {
    private static final Contract CONTRACT = new Contract();

    @Test
    void addWhenNewThenPaidAndSeenByItsCustomer() {
        String body = Requests.order(id, customer);
        HttpAnswer added = products.post(ADD, body);

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.field("status")).isEqualTo("PAID");
        HttpAnswer seen = alice.get("/orders/" + id);
        assertThat(withoutHistory(seen)).isEqualTo(added.json());
    }

    private static JsonNode withoutHistory(HttpAnswer order) {
        return ((ObjectNode) order.json().deepCopy()).without("history");
    }

    @Test
    void getWhenCancelledThenTheHistoryHasEachStateOnceInOrder() {
        add();
        cancel();
        cancel();

        JsonNode history = alice.get("/orders/" + id).json().path("history");

        assertThat(history.findValuesAsText("status"))
                .containsExactly("PENDING", "PAID", "CANCELLING", "CANCELLED");
        assertThat(history.findValuesAsText("at")).isSorted();
    }

    @Test
    void getOrCancelWhenTheIdIsInCapitalsThenTheSameOrder() {
        add();
        String capitals = id.toString().toUpperCase(Locale.ROOT);

        assertThat(alice.get("/orders/" + capitals).field("id")).isEqualTo(id.toString());
        HeadRequest.check(alice, "/orders/" + capitals);
        assertThat(alice.post("/orders/" + capitals + "/cancel").field("status"))
                .isEqualTo("CANCELLED");
        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void addWhenRepeatedThenTheSameOrderAndOneCharge() {
        add();

        HttpAnswer again = add();

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(withoutHistory(alice.get("/orders/" + id)));
        assertThat(payments.charges(id)).isEqualTo(1);
    }

    @Test
    void addWhenTheBodyChangedThenReusedAndNothingChanged() {
        add();
        JsonNode before = alice.get("/orders/" + id).json();

        HttpAnswer changed = products.post(ADD, Requests.order(id, customer, 3, 1500, 4500));

        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.code()).isEqualTo("idempotency_key_reused");
        assertThat(alice.get("/orders/" + id).json()).isEqualTo(before);
    }

    @Test
    void addWhenSentInParallelThenOneOrder() {
        Set<JsonNode> orders = new HashSet<>();
        List<Integer> statuses = new ArrayList<>();

        for (HttpAnswer answer : Parallel.times(12, this::add)) {
            statuses.add(answer.status());
            orders.add(answer.json().path("id"));
        }

        assertThat(statuses).containsOnly(200, 201);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(orders).hasSize(1);
        assertThat(alice.get("/orders").json().path("items")).hasSize(1);
    }

    @Test
    void addWhenDeclinedThenSaysSoAndCannotBeCancelled() {
        payments.onCharge(_ -> new PaymentGateway.Declined());

        assertThat(add().field("status")).isEqualTo("DECLINED");

        HttpAnswer cancel = cancel();
        assertThat(cancel.status()).isEqualTo(409);
        assertThat(cancel.code()).isEqualTo("order_not_cancellable");
    }

    @Test
    void addWhenTheOutcomeIsUnknownThenPendingUntilARepeatLearnsIt() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        assertThat(add().field("status")).isEqualTo("PENDING");
        assertThat(cancel().status()).isEqualTo(409);
        payments.reset();

        assertThat(add().field("status")).isEqualTo("PAID");
    }

    @Test
    void cancelWhenPaidThenRefundedReleasedAndTheSameAgain() {
        add();

        HttpAnswer cancelled = cancel();
        HttpAnswer again = cancel();

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.field("status")).isEqualTo("CANCELLED");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(cancelled.body());
        assertThat(payments.refunds(id)).isEqualTo(1);
        assertThat(FakeProducts.releases(id)).isEqualTo(1);
        assertThat(FakeProducts.bodies())
                .allSatisfy(body ->
                        CONTRACT.checkRequest(
                                "POST",
                                "/microservice/products/release",
                                body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cancelWhenSentInParallelThenAllSayCancelled() {
        add();

        List<HttpAnswer> answers = Parallel.times(8, this::cancel);

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(HttpAnswer::json).distinct()).hasSize(1);
    }

    @Test
    void cancelWhenProductsIsAwayThenAcceptedAndDoneByARepeat() {
        add();
        FakeProducts.answer(503);

        HttpAnswer accepted = cancel();
        FakeProducts.answer(204);
        HttpAnswer done = cancel();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.field("status")).isEqualTo("CANCELLING");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.field("status")).isEqualTo("CANCELLED");
    }

    @Test
    void getWhenAnothersThenNotFoundLikeNothingAtAll() {
        add();
        Http mallory = alice.customer(UUID.randomUUID());

        for (HttpAnswer answer :
                List.of(
                        mallory.get("/orders/" + id),
                        mallory.post("/orders/" + id + "/cancel"),
                        mallory.get("/orders/" + UUID.randomUUID()))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(mallory.get("/orders").json().path("items")).isEmpty();
        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void listWhenPagedThenEveryOrderOnceNewestFirst() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID next = UUID.randomUUID();
            products.post(ADD, Requests.order(next, customer));
            placed.addFirst(next.toString());
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = alice.get("/orders?limit=3" + after);
            page.json().path("items").forEach(order -> seen.add(order.path("id").asText()));
            after = page.json().has("next") ? "&after=" + page.field("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(placed);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.HeadRequest;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.AddBean;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@HelidonTest
@AddBean(FakePayments.class)
class OrdersIT {
    private static final Contract CONTRACT = new Contract();
    private static final String ADD = "/microservice/orders/add";

    @Inject private WebTarget target;
    @Inject private FakePayments payments;

    private UUID customer;
    private UUID id;
    private Http products;
    private Http alice;

    @BeforeEach
    void callers() {
        customer = UUID.randomUUID();
        id = UUID.randomUUID();
        Http anybody = new Http(target.getUri(), Map.of());
        products = anybody.workload("products");
        alice = anybody.customer(customer);
        payments.reset();
        FakeProducts.answer(204);
    }

    @Test
    void addWhenNewThenPaidAndSeenByItsCustomer() {
        String body = Requests.order(id, customer);
        Http.Answer added = products.post(ADD, body);

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("status")).isEqualTo("PAID");
        Http.Answer seen = alice.get("/orders/" + id);
        assertThat(seen.json()).isEqualTo(added.json());
    }

    @Test
    void getOrCancelWhenTheIdIsInCapitalsThenTheSameOrder() {
        products.post(ADD, Requests.order(id, customer));
        String capitals = id.toString().toUpperCase(Locale.ROOT);

        assertThat(alice.get("/orders/" + capitals).text("id")).isEqualTo(id.toString());
        HeadRequest.check(alice, "/orders/" + capitals);
        assertThat(alice.post("/orders/" + capitals + "/cancel").text("status"))
                .isEqualTo("CANCELLED");
        assertThat(alice.get("/orders/" + id).text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void addWhenRepeatedThenTheSameOrderAndOneCharge() {
        products.post(ADD, Requests.order(id, customer));

        Http.Answer again = products.post(ADD, Requests.order(id, customer));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(alice.get("/orders/" + id).json());
        assertThat(payments.charges(id)).isEqualTo(1);
    }

    @Test
    void addWhenTheBodyChangedThenReusedAndNothingChanged() {
        products.post(ADD, Requests.order(id, customer));
        JsonNode before = alice.get("/orders/" + id).json();

        Http.Answer changed = products.post(ADD, Requests.order(id, customer, 3, 1500, 4500));

        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.code()).isEqualTo("idempotency_key_reused");
        assertThat(alice.get("/orders/" + id).json()).isEqualTo(before);
    }

    @Test
    void addWhenSentInParallelThenOneOrder() throws Exception {
        Set<JsonNode> orders = new HashSet<>();
        List<Integer> statuses = new ArrayList<>();

        for (Http.Answer answer :
                parallel(12, () -> products.post(ADD, Requests.order(id, customer)))) {
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

        assertThat(products.post(ADD, Requests.order(id, customer)).text("status"))
                .isEqualTo("DECLINED");

        Http.Answer cancel = alice.post("/orders/" + id + "/cancel");
        assertThat(cancel.status()).isEqualTo(409);
        assertThat(cancel.code()).isEqualTo("order_not_cancellable");
    }

    @Test
    void addWhenTheOutcomeIsUnknownThenPendingUntilARepeatLearnsIt() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        assertThat(products.post(ADD, Requests.order(id, customer)).text("status"))
                .isEqualTo("PENDING");
        assertThat(alice.post("/orders/" + id + "/cancel").status()).isEqualTo(409);
        payments.reset();

        assertThat(products.post(ADD, Requests.order(id, customer)).text("status"))
                .isEqualTo("PAID");
    }

    @Test
    void cancelWhenPaidThenRefundedReleasedAndTheSameAgain() {
        products.post(ADD, Requests.order(id, customer));

        Http.Answer cancelled = alice.post("/orders/" + id + "/cancel");
        Http.Answer again = alice.post("/orders/" + id + "/cancel");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(cancelled.body());
        assertThat(payments.refunds(id)).isEqualTo(1);
        assertThat(FakeProducts.releases(id)).isEqualTo(1);
        assertThat(FakeProducts.bodies())
                .allSatisfy(body ->
                        CONTRACT.checkRequest("POST", "/microservice/products/release", body));
    }

    @Test
    void cancelWhenSentInParallelThenAllSayCancelled() throws Exception {
        products.post(ADD, Requests.order(id, customer));

        List<Http.Answer> answers = parallel(8, () -> alice.post("/orders/" + id + "/cancel"));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(Http.Answer::json).distinct()).hasSize(1);
    }

    @Test
    void cancelWhenProductsIsAwayThenAcceptedAndDoneByARepeat() {
        products.post(ADD, Requests.order(id, customer));
        FakeProducts.answer(503);

        Http.Answer accepted = alice.post("/orders/" + id + "/cancel");
        FakeProducts.answer(204);
        Http.Answer done = alice.post("/orders/" + id + "/cancel");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("CANCELLING");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void getWhenAnothersThenNotFoundLikeNothingAtAll() {
        products.post(ADD, Requests.order(id, customer));
        Http mallory = alice.customer(UUID.randomUUID());

        for (Http.Answer answer :
                List.of(
                        mallory.get("/orders/" + id),
                        mallory.post("/orders/" + id + "/cancel"),
                        mallory.get("/orders/" + UUID.randomUUID()))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
        assertThat(mallory.get("/orders").json().path("items")).isEmpty();
        assertThat(alice.get("/orders/" + id).text("status")).isEqualTo("PAID");
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
            Http.Answer page = alice.get("/orders?limit=3" + after);
            page.json().path("items").forEach(order -> seen.add(order.path("id").asText()));
            after = page.json().has("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(placed);
    }

    private static List<Http.Answer> parallel(int times, Supplier<Http.Answer> call)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Http.Answer>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(threads.submit(call::get));
            }
            List<Http.Answer> answers = new ArrayList<>();
            for (Future<Http.Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.AddBean;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A customer, and products with an order of hers that is not placed yet. */
@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@AddBean(FakePayments.class)
abstract class OrderFixture {
    static final String ADD = "/microservice/orders/add";

    @Inject WebTarget target;
    @Inject FakePayments payments;

    UUID customer;
    UUID id;
    Http products;
    Http alice;

    @BeforeEach
    void callers() {
        customer = UUID.randomUUID();
        id = UUID.randomUUID();
        products = Http.at(target.getUri()).workload("products");
        alice = products.customer(customer);
        payments.reset();
        FakeProducts.answer(204);
    }

    HttpAnswer add() {
        return products.post(ADD, Requests.order(id, customer));
    }

    HttpAnswer cancel() {
        return alice.post("/orders/" + id + "/cancel");
    }

    String status() {
        return alice.get("/orders/" + id).field("status");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.charge.Book;
import io.gatehouse.provider.charge.CreateRefund;
import io.gatehouse.provider.charge.Refund;
import io.gatehouse.provider.charge.RefundRequest;
import io.gatehouse.provider.fault.FaultSwitch;
import io.gatehouse.provider.wire.Refusal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** {@code /v1/refunds}. */
record RefundRoutes(Book book, CreateRefund refunds, FaultSwitch faults) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::create)
                .get("/", this::find)
                .get("/{id}", this::read)
                .any("/", Routes.only("GET, POST"))
                .any("/{id}", Routes.only("GET"));
    }

    private void create(ServerRequest request, ServerResponse response) {
        String key = Requests.idempotencyKey(request);
        Refund refund = refunds.create(key, Requests.body(request, RefundRequest.class));
        faults.afterWork();
        Answers.send(response, 200, refund);
    }

    private void find(ServerRequest request, ServerResponse response) {
        faults.delay();
        String key =
                Requests.key(request).orElseThrow(() -> Refusal.malformed("key must be given."));
        found(response, book.refundOf(key));
    }

    private void read(ServerRequest request, ServerResponse response) {
        faults.delay();
        found(response, book.refund(Routes.id(request)));
    }

    private static void found(ServerResponse response, Optional<Refund> refund) {
        Answers.send(
                response,
                200,
                refund.orElseThrow(() -> Refusal.notFound("There is no such refund.")));
    }
}

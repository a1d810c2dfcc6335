// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.charge.Book;
import io.gatehouse.provider.charge.Charge;
import io.gatehouse.provider.charge.ChargeRequest;
import io.gatehouse.provider.charge.CreateCharge;
import io.gatehouse.provider.fault.FaultSwitch;
import io.gatehouse.provider.wire.Refusal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** {@code /v1/charges}. */
record ChargeRoutes(Book book, CreateCharge charges, FaultSwitch faults) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::create)
                .get("/", this::list)
                .get("/{id}", this::read)
                .any("/", Routes.only("GET, POST"))
                .any("/{id}", Routes.only("GET"));
    }

    private void create(ServerRequest request, ServerResponse response) {
        String key = Requests.idempotencyKey(request);
        Charge charge = charges.create(key, Requests.body(request, ChargeRequest.class));
        faults.afterWork();
        Answers.send(response, status(charge), charge);
    }

    private static int status(Charge charge) {
        return switch (charge.status()) {
            case SUCCEEDED -> 200;
            case PROCESSING -> 202;
            case DECLINED -> 402;
        };
    }

    private void list(ServerRequest request, ServerResponse response) {
        faults.delay();
        Optional<String> key = Requests.key(request);
        if (key.isPresent()) {
            found(response, key.flatMap(book::chargeOf));
        } else {
            Optional<String> after = Requests.parameter(request, "after");
            Answers.send(response, 200, book.page(Requests.limit(request), after));
        }
    }

    private void read(ServerRequest request, ServerResponse response) {
        faults.delay();
        found(response, book.charge(Routes.id(request)));
    }

    private static void found(ServerResponse response, Optional<Charge> charge) {
        Answers.send(
                response,
                200,
                charge.orElseThrow(() -> Refusal.notFound("There is no such charge.")));
    }
}

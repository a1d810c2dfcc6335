// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.fault.FaultSwitch;
import io.gatehouse.provider.fault.Faults;
import io.gatehouse.provider.wire.Json;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** {@code /control/faults}, which no real provider has. */
record FaultRoutes(FaultSwitch faults) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (_, response) -> answer(response))
                .put("/", this::set)
                .delete("/", (_, response) -> clear(response))
                .any("/", Routes.only("GET, PUT, DELETE"));
    }

    private void set(ServerRequest request, ServerResponse response) {
        faults.set(Requests.body(request, json -> Json.readOver(Faults.NONE, json, Faults.class)));
        answer(response);
    }

    private void clear(ServerResponse response) {
        faults.set(Faults.NONE);
        answer(response);
    }

    private void answer(ServerResponse response) {
        Answers.send(response, 200, faults.faults());
    }
}

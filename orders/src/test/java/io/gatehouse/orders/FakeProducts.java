// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.SecretFile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Products as orders sees it, once per JVM: notes every release and answers as it is told. */
final class FakeProducts implements BeforeAllCallback {
    private static final String RELEASE = "/microservice/products/release";
    private static volatile int status = 204;
    private static FakeServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            server = new FakeServer().on(RELEASE, _ -> Reply.status(status));
            System.setProperty("orders.products-url", server.url().toString());
            // FakePayments stands in for the client of payments, which needs an address all the
            // same.
            System.setProperty("orders.payments-url", server.url().toString());
            System.setProperty("orders.seal.keys-file", SecretFile.sealingKeys().toString());
        }
        status = 204;
    }

    static void answer(int next) {
        status = next;
    }

    static long releases(UUID orderId) {
        return bodies().stream()
                .filter(body -> Json.read(body).path("orderId").asText().equals(orderId.toString()))
                .count();
    }

    static List<String> bodies() {
        return server.requests().stream().map(FakeServer.Request::body).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.FakeServer.Request;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.SecretFile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Orders as products sees it, once per JVM: keeps each order once, and behaves as it is told. */
public final class FakeOrders implements BeforeAllCallback {
    private static final int BROKEN = 0;
    private static final Map<UUID, ObjectNode> ORDERS = new ConcurrentHashMap<>();
    private static final List<Exchange> EXCHANGES = new CopyOnWriteArrayList<>();
    private static volatile Behaviour behaviour = Behaviour.PAID;
    private static volatile CountDownLatch hanging = new CountDownLatch(0);
    private static FakeServer server;

    /** What happens to a call. */
    public enum Behaviour {
        PAID("PAID", 201),
        DECLINED("DECLINED", 201),
        PENDING("PENDING", 201),
        CANCELLED("CANCELLED", 201),
        /** The connection breaks before anything was kept. */
        DROP("", BROKEN),
        /** 500 before anything was kept. */
        FAIL("", 500),
        /** The order is kept and the connection breaks. */
        KEEP_AND_DROP("PAID", BROKEN),
        /** The order is kept and the answer is 500. */
        KEEP_AND_FAIL("PAID", 500),
        /** The order is kept and no answer comes in time. */
        KEEP_AND_HANG("PAID", BROKEN),
        /** Something that is no order. */
        NONSENSE("", 200);

        private final String kept;
        private final int answer;

        Behaviour(String kept, int answer) {
            this.kept = kept;
            this.answer = answer;
        }
    }

    /** One call and its answer. */
    public record Exchange(UUID orderId, String request, int status, String answer) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            server = new FakeServer().on("/microservice/orders/add", FakeOrders::add);
            System.setProperty("products.orders-url", server.url().toString());
            System.setProperty("products.seal.keys-file", SecretFile.sealingKeys().toString());
        }
        behave(Behaviour.PAID);
    }

    /** How to treat the calls from now on; those that hang are let go. */
    public static void behave(Behaviour next) {
        hanging.countDown();
        hanging = new CountDownLatch(next == Behaviour.KEEP_AND_HANG ? 1 : 0);
        behaviour = next;
    }

    public static boolean knows(UUID orderId) {
        return ORDERS.containsKey(orderId);
    }

    public static List<Exchange> exchanges() {
        return List.copyOf(EXCHANGES);
    }

    public static long calls(UUID orderId) {
        return EXCHANGES.stream().filter(each -> each.orderId().equals(orderId)).count();
    }

    private static Reply add(Request received) {
        JsonNode request = Json.read(received.body());
        Behaviour now = behaviour;
        String order = now.kept.isEmpty() ? "{}" : keep(request, now.kept).toString();
        if (now.answer == BROKEN) {
            note(request, now.answer, "");
            await(hanging);
            return Reply.cut();
        }
        String answer = now.answer == 201 ? order : "{}";
        note(request, now.answer, answer);
        return Reply.json(now.answer, answer);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode keep(JsonNode request, String status) {
        return ORDERS.compute(
                orderId(request),
                (id, known) -> {
                    if (known != null && !known.path("status").asText().equals("PENDING")) {
                        return known;
                    }
                    ObjectNode order = JsonNodeFactory.instance.objectNode();
                    order.put("id", id.toString()).put("status", status);
                    order.set("lines", request.path("lines"));
                    order.set("total", request.path("total"));
                    order.put("createdAt", "2026-01-01T00:00:00Z");
                    return order.put("updatedAt", "2026-01-01T00:00:01.5Z");
                });
    }

    private static void note(JsonNode request, int status, String answer) {
        EXCHANGES.add(new Exchange(orderId(request), request.toString(), status, answer));
    }

    private static UUID orderId(JsonNode request) {
        return UUID.fromString(request.path("orderId").asText());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What Stripe promises: one object a key while it keeps the key, lists that know all, a search that
 * may lag.
 */
final class FakeStripe {
    private static final String KEY = "gatehouse_key";

    private final Map<String, Kept> keys = new HashMap<>();
    private final List<ObjectNode> intents = new ArrayList<>();
    private final List<ObjectNode> refunds = new ArrayList<>();
    private boolean losesAnswers;
    private boolean searchLags;

    /** A request under a key, and what was answered. */
    private record Kept(String body, Reply answer) {}

    /** It does what is asked, and the answer is lost. */
    synchronized void losesAnswers(boolean now) {
        losesAnswers = now;
    }

    /** Its search knows nothing of what was made. */
    synchronized void searchLags(boolean now) {
        searchLags = now;
    }

    /** A day passes. */
    synchronized void forgetKeys() {
        keys.clear();
    }

    /** How many intents or refunds bear the key. */
    synchronized long made(Object key) {
        return intents.stream().filter(isOf(key)).count()
                + refunds.stream().filter(isOf(key)).count();
    }

    synchronized Reply answer(FakeServer.Request request) {
        String path = request.target().getPath();
        if (request.method().equals("POST")) {
            Reply made = kept(path, request);
            return losesAnswers ? Reply.cut() : made;
        }
        Map<String, String> query = form(String.valueOf(request.target().getRawQuery()));
        return switch (path) {
            case "/v1/payment_intents/search" ->
                    list(intents, each -> !searchLags && query.get("query").contains(key(each)));
            case "/v1/refunds" ->
                    list(
                            refunds,
                            each ->
                                    each.path("payment_intent")
                                            .asText()
                                            .equals(query.get("payment_intent")));
            default -> one(path.substring(path.lastIndexOf('/') + 1));
        };
    }

    /** The fields of a form. */
    static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> (pair + "=").split("=", 3))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Reply kept(String path, FakeServer.Request request) {
        Kept kept =
                keys.computeIfAbsent(
                        request.header("Idempotency-Key").orElseThrow(),
                        _ -> new Kept(request.body(), make(path, form(request.body()))));
        return kept.body().equals(request.body())
                ? kept.answer()
                : Reply.json(400, "{\"error\":{\"type\":\"idempotency_error\"}}");
    }

    private Reply make(String path, Map<String, String> form) {
        boolean isRefund = path.equals("/v1/refunds");
        List<ObjectNode> all = isRefund ? refunds : intents;
        ObjectNode made =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", (isRefund ? "re_" : "pi_") + all.size())
                        .put("object", isRefund ? "refund" : "payment_intent")
                        .put("status", "succeeded")
                        .put("amount", Long.parseLong(form.get("amount")))
                        .put("payment_intent", form.get("payment_intent"));
        made.putObject("metadata").put(KEY, form.get("metadata[" + KEY + "]"));
        all.add(made);
        return Reply.json(200, made.toString());
    }

    private static Reply list(List<ObjectNode> all, Predicate<ObjectNode> filter) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("has_more", false);
        all.stream().filter(filter).forEach(list.putArray("data")::add);
        return Reply.json(200, list.toString());
    }

    private Reply one(String id) {
        return intents.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .map(found -> Reply.json(200, found.toString()))
                .orElseGet(() -> Reply.status(404));
    }

    private static Predicate<ObjectNode> isOf(Object key) {
        return each -> key(each).equals(key.toString());
    }

    private static String key(ObjectNode made) {
        return made.path("metadata").path(KEY).asText();
    }
}

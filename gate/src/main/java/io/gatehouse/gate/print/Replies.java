// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;
import static io.gatehouse.gate.print.Tree.with;

import io.gatehouse.gate.table.Problem;
import io.gatehouse.gate.table.Reply;
import java.util.List;
import java.util.Map;

/** Generates the mappers of Envoy's {@code LocalReplyConfig}. */
final class Replies {
    private static final String CEL =
            "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter";
    private static final String PROBLEM = "application/problem+json";

    /** The stream id is x-request-id; it is missing when no header could be parsed. */
    private static final String REQUEST_ID =
            "%COALESCE({\"operators\":[\"STREAM_ID\",\"UNIQUE_ID\"]})%";

    private Replies() {}

    static List<Object> mappers(List<Reply> replies) {
        return replies.stream().<Object>map(Replies::mapper).toList();
    }

    private static Map<String, Object> mapper(Reply reply) {
        Map<String, Object> mapper = map("filter", filter(reply.cause()));
        if (reply.problem().isEmpty()) {
            return with(
                    mapper,
                    "body_format_override",
                    map(
                            "text_format_source",
                            map("inline_string", "%LOCAL_REPLY_BODY%"),
                            "content_type",
                            PROBLEM));
        }
        Problem problem = reply.problem().get();
        mapper.put("status_code", problem.status());
        if (!reply.headers().isEmpty()) {
            mapper.put("headers_to_add", headers(reply.headers()));
        }
        mapper.put(
                "body_format_override", map("content_type", PROBLEM, "json_format", body(problem)));
        return mapper;
    }

    private static Map<String, Object> filter(Reply.Cause cause) {
        return switch (cause) {
            case Reply.Expression(String text) ->
                    map(
                            "extension_filter",
                            map(
                                    "name",
                                    "cause",
                                    "typed_config",
                                    map("@type", CEL, "expression", text)));
            case Reply.Flag(String name) ->
                    map("response_flag_filter", map("flags", List.of(name)));
            case Reply.Status(int status) -> status("EQ", status);
            case Reply.StatusFrom(int status) -> status("GE", status);
        };
    }

    private static Map<String, Object> status(String comparison, int status) {
        Map<String, Object> value = map("default_value", status, "runtime_key", "gate.problem");
        return map("status_code_filter", map("comparison", map("op", comparison, "value", value)));
    }

    private static List<Object> headers(Map<String, String> headers) {
        return headers.entrySet().stream()
                .<Object>map(header ->
                        map(
                                "header",
                                map("key", header.getKey(), "value", header.getValue()),
                                "append_action",
                                "OVERWRITE_IF_EXISTS_OR_ADD"))
                .toList();
    }

    private static Map<String, Object> body(Problem problem) {
        return map(
                "type", "/problems/" + problem.code(),
                "title", problem.title(),
                "status", problem.status(),
                "code", problem.code(),
                "detail", problem.detail(),
                "requestId", REQUEST_ID);
    }
}

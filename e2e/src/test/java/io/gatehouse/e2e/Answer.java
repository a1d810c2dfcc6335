// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the gate answered, together with what was asked, so that a failed assertion prints both. */
public record Answer(Call call, int status, HttpHeaders headers, String text) {

    /** Statuses that a redirect or a conditional request ends with, without a body. */
    private static final List<Integer> BODILESS = List.of(304, 308);

    /** Where not even the headers could be read, the request id stands in the body alone. */
    private static final List<Integer> UNREADABLE = List.of(400, 431);

    private static final String[] ALWAYS = {
        "strict-transport-security", "referrer-policy", "content-security-policy", "cache-control"
    };

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public JsonNode json() {
        return Json.read(text);
    }

    public String field(String name) {
        JsonNode value = json().get(name);
        assertThat(value).as("field %s of%n%s", name, describe()).isNotNull();
        return value.asText();
    }

    /** The stable code of a problem, or an empty text when the answer is none. */
    public String code() {
        return isProblem() ? json().path("code").asText() : "";
    }

    public boolean isProblem() {
        return header("content-type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
    }

    public Answer expect(Integer... expected) {
        assertThat(expected).as(describe()).contains(status);
        return this;
    }

    public Answer expectProblem(int expected, String... codes) {
        expect(expected);
        assertThat(codes).as(describe()).contains(code());
        return this;
    }

    /** Holds for whatever the gate sends, whoever inside has written it. */
    public Answer checked() {
        assertThat(headers.map().keySet())
                .as(describe())
                .noneMatch(name -> name.equalsIgnoreCase("server"))
                .noneMatch(name -> name.equalsIgnoreCase("x-powered-by"))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-envoy-"));
        assertThat(header("x-content-type-options")).as(describe()).contains("nosniff");
        assertThat(headers.map()).as(describe()).containsKeys(ALWAYS);
        assertThat(header("x-request-id").isPresent() || UNREADABLE.contains(status))
                .as("a request id: %s", describe())
                .isTrue();
        if (status >= 300 && !BODILESS.contains(status) && !call.method().equals("HEAD")) {
            checkProblem();
        }
        return this;
    }

    private void checkProblem() {
        assertThat(isProblem()).as("a problem: %s", describe()).isTrue();
        JsonNode problem = json();
        assertThat(problem.path("status").asInt()).as(describe()).isEqualTo(status);
        assertThat(problem.path("code").asText()).as(describe()).matches("[a-z_]+");
        assertThat(problem.path("type").asText()).as(describe()).isEqualTo("/problems/" + code());
        assertThat(problem.path("title").asText()).as(describe()).isNotBlank();
        assertThat(problem.path("requestId").asText()).as(describe()).isNotBlank();
        header("x-request-id")
                .ifPresent(id ->
                        assertThat(problem.path("requestId").asText())
                                .as(describe())
                                .isEqualTo(id));
        Stream.of("Exception", "io.gatehouse", "\tat ", "org.", "PSQL", "spiffe:")
                .forEach(trace -> assertThat(text()).as(describe()).doesNotContain(trace));
        if (status == 401) {
            assertThat(header("www-authenticate")).as(describe()).isPresent();
        }
        if (status == 429 || status == 503) {
            assertThat(header("retry-after")).as(describe()).isPresent();
        }
    }

    public String describe() {
        StringBuilder out = new StringBuilder("\nrequest\n  ").append(call.describe());
        out.append("\nanswer\n  ").append(status);
        headers.map()
                .forEach((name, values) ->
                        out.append("\n  ").append(name + ": " + shown(name, values)));
        String body = Json.redact(text);
        out.append("\n  ").append(body, 0, Math.min(body.length(), 1000));
        return out.append("\nrequest id ")
                .append(header("x-request-id").orElse("(none)"))
                .append('\n')
                .toString();
    }

    private static String shown(String name, List<String> values) {
        return name.equalsIgnoreCase("set-cookie") ? "(kept back)" : String.join(", ", values);
    }

    @Override
    public String toString() {
        return describe();
    }
}

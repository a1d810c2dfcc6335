// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other origins may ask, and that a browser can read even a refusal. */
@EndToEnd
@Order(14)
class CorsE2E {
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    private static final String WITH_COOKIES = "access-control-allow-credentials";

    private final Target target;
    private final Client client;

    CorsE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Call preflight(String origin) {
        return Call.of("OPTIONS", "/products")
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "authorization");
    }

    @Test
    void preflightWhenTheOriginIsAllowedThenIsAnsweredWithoutAToken() {
        Answer answer = client.send(preflight(target.origin())).expect(200, 204);

        assertThat(answer.header(ALLOW_ORIGIN)).contains(target.origin());
        assertThat(answer.header("access-control-allow-methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("GET"));
        assertThat(answer.header("access-control-allow-headers"))
                .hasValueSatisfying(headers ->
                        assertThat(headers).contains("authorization", "traceparent", "tracestate"));
        assertThat(answer.header(WITH_COOKIES)).contains("true");
    }

    @Test
    void preflightWhenTheOriginIsForeignThenNothingIsAllowed() {
        Answer answer = client.unchecked(preflight("https://evil.example"));

        assertThat(answer.header(ALLOW_ORIGIN)).as(answer.describe()).isEmpty();
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void requestWhenTheOriginIsAllowedThenThePageMayReadEvenARefusal() {
        Call call = Call.get("/products").with("Origin", target.origin());

        assertThat(client.send(call).expectProblem(401, "token_missing").header(ALLOW_ORIGIN))
                .contains(target.origin());
        assertThat(target.accounts().customer().send(call).expect(200).header(ALLOW_ORIGIN))
                .contains(target.origin());
        assertThat(client.send(call).headers().allValues("vary"))
                .anyMatch(vary -> vary.toLowerCase(java.util.Locale.ROOT).contains("origin"));
    }

    /** Refusals of every kind, most of them the gate's own. */
    @ParameterizedTest
    @CsvSource({
        "GET, /products;x, 400",
        "GET, /products, 401",
        "GET, /nothing, 404",
        "PUT, /products, 405",
        "POST, /authentication/refresh, 401"
    })
    void refusalWhenTheOriginIsAllowedThenThePageMayReadIt(String method, String path, int status) {
        Call call = Call.of(method, path).with("Origin", target.origin());

        Answer answer = client.send(call).expect(status);

        assertThat(answer.header(ALLOW_ORIGIN)).as(answer.describe()).contains(target.origin());
        assertThat(answer.header(WITH_COOKIES)).as(answer.describe()).contains("true");
    }

    @Test
    void refusalWhenALimitIsMetThenThePageMayReadIt() {
        Call login = Call.post("/authentication/login", Map.of()).with("Origin", target.origin());

        Answer refused =
                Stream.generate(() -> client.send(login))
                        .limit(200)
                        .filter(answer -> answer.status() == 429)
                        .findFirst()
                        .orElseThrow();

        assertThat(refused.header(ALLOW_ORIGIN)).contains(target.origin());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/jwks.json",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server"
            })
    void documentWhenForAnybodyThenAnyPageMayReadItWithoutCookies(String path) {
        for (String origin : List.of("https://any.example", target.origin())) {
            Answer answer = client.send(Call.get(path).with("Origin", origin)).expect(200);

            assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
            assertThat(answer.header(WITH_COOKIES)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".evil.example", "0", "/", ":1", "@evil.example", ", https://evil.example"})
    void requestWhenTheOriginOnlyBeginsAsAnAllowedOneThenThePageMayNotReadTheAnswer(String end) {
        Call call = Call.get("/products").with("Origin", target.origin() + end);

        assertThat(client.send(call).expect(401).header(ALLOW_ORIGIN)).isEmpty();
    }

    @Test
    void requestWhenTheOriginIsForeignThenThePageMayNotReadTheAnswer() {
        Call call = Call.get("/products").with("Origin", "https://evil.example");

        assertThat(target.accounts().customer().send(call).header(ALLOW_ORIGIN)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Which pages of other origins may ask, and that a browser can read even a refusal. */
@EndToEnd
@Order(14)
class CorsE2E {
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

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
                .hasValueSatisfying(
                        headers -> assertThat(headers).containsIgnoringCase("authorization"));
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

    @Test
    void requestWhenTheOriginIsForeignThenThePageMayNotReadTheAnswer() {
        Call call = Call.get("/products").with("Origin", "https://evil.example");

        assertThat(target.accounts().customer().send(call).header(ALLOW_ORIGIN)).isEmpty();
    }
}

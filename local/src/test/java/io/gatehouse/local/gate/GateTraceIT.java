// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.HttpAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace from the gate on, in its own log, in its question to authz and at the service. */
@ExtendWith(GateExtension.class)
class GateTraceIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Gate gate;

    GateTraceIT(Gate gate) {
        this.gate = gate;
    }

    @Test
    void traceWhenTheClientBringsNoneThenTheGateBeginsOne() {
        HttpAnswer answer = gate.newcomer().send("GET", "/orders", gate.bearer());

        assertThat(trace(answer)).matches("[0-9a-f]{32}").doesNotMatch("0+");
        assertOneTrace(answer, trace(answer));
    }

    /** Sampled or not: nothing here collects spans, and the mark would cost each hop one. */
    @Test
    void traceWhenTheClientBringsOneThenItGoesOn() {
        HttpAnswer answer =
                gate.newcomer()
                        .send(
                                "GET",
                                "/orders",
                                gate.bearer(),
                                "traceparent: 00-%s-00f067aa0ba902b7-01".formatted(TRACE));

        assertThat(trace(answer)).isEqualTo(TRACE);
        assertOneTrace(answer, TRACE);
    }

    @Test
    void traceWhenTheGateRefusesThenItsLineHasOneAllTheSame() {
        HttpAnswer answer = gate.newcomer().send("GET", "/orders");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(line(answer)).containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
    }

    private void assertOneTrace(HttpAnswer answer, String trace) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(line(answer)).contains("\"traceId\":\"" + trace + '"');
        assertThat(gate.authz().traces()).anyMatch(call -> call.contains(trace));
    }

    /** As the service received it, which echoes its request. */
    private static String trace(HttpAnswer answer) {
        return answer.json().path("headers").path("traceparent").path(0).asText().split("-", -1)[1];
    }

    private String line(HttpAnswer answer) {
        String id = answer.header("x-request-id").orElseThrow();
        await().until(() -> gate.accessLog().contains(id));
        return gate.accessLog().lines().filter(line -> line.contains(id)).findFirst().orElseThrow();
    }
}

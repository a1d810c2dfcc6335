// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.gate.cases.Caller;
import io.gatehouse.gate.cases.GateCase;
import io.gatehouse.gate.cases.GateCases;
import io.gatehouse.gate.cases.Outcome;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the gate's table, of authz alone: whatever the gateway would do. */
class GateCasesIT {
    private static final TestAuthorizer AUTHORIZER = new TestAuthorizer();

    @BeforeAll
    static void awaitReady() {
        await().until(AUTHORIZER.authorizer()::isReady);
    }

    @AfterAll
    static void close() {
        AUTHORIZER.close();
    }

    static List<GateCase> cases() {
        return GateCases.of(TableFile.routes(Path.of("..", "gate", "routes.yaml")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void checkWhenAskedAloneThenAsTheTableSays(GateCase one) throws IOException {
        CheckResponse answer = AUTHORIZER.check(one.method(), one.path(), headers(one.caller()));
        DeniedHttpResponse denied = answer.getDeniedResponse();

        switch (one.outcome()) {
            case Outcome.Passes() -> assertThat(answer.hasOkResponse()).isTrue();
            case Outcome.Refused(int status, String code) -> {
                assertThat(denied.getStatus().getCodeValue()).isEqualTo(status);
                assertThat(Json.mapper().readTree(denied.getBody()).path("code").textValue())
                        .isEqualTo(code);
            }
            case Outcome.WrongMethod(Set<String> allowed) -> {
                assertThat(denied.getStatus().getCodeValue()).isEqualTo(405);
                assertThat(TestAuthorizer.header(answer, "allow").split(", "))
                        .containsExactlyInAnyOrderElementsOf(allowed);
            }
        }
    }

    private static Map<String, String> headers(Caller caller) {
        if (caller.badToken().isPresent()) {
            return Map.of("authorization", "Bearer " + caller.badToken().get());
        }
        if (caller.roles().isEmpty()) {
            return Map.of();
        }
        Map<String, Object> claims =
                TestTokens.claims(Clock.systemUTC(), caller.roles().toArray(String[]::new));
        if (caller.keyed()) {
            claims.put("api_key", claims.get("sid"));
        }
        if (caller.delegated()) {
            claims.put("act", Map.of("sub", "stock"));
        }
        return Map.of("authorization", "Bearer " + TestTokens.sign(claims));
    }
}

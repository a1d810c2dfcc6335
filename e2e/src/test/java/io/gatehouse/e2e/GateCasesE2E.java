// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gate.cases.Caller;
import io.gatehouse.gate.cases.GateCase;
import io.gatehouse.gate.cases.GateCases;
import io.gatehouse.gate.cases.Outcome;
import io.gatehouse.gate.table.TableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the gate's table, of the whole system: gateway, authz and what is behind them.
 *
 * <p>Each request has a body in an encoding that nothing knows: whoever is let in reaches a service
 * that refuses to read it, so nothing is changed.
 */
@EndToEnd
@Order(11)
class GateCasesE2E {
    private static final int UNREADABLE = 415;

    private final Target target;

    GateCasesE2E(Target target) {
        this.target = target;
    }

    static List<GateCase> cases() {
        // Only by an exchange does somebody get a delegated token: TokenExchangeE2E; and keys of
        // one account of all roles nobody has: ApiKeyE2E.
        return GateCases.of(TableFile.routes(Path.of("..", "gate", "routes.yaml"))).stream()
                .filter(one -> !one.caller().delegated() && !one.caller().keyed())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void requestWhenSentToTheGateThenAsTheTableSays(GateCase one) {
        Answer answer = send(one);

        switch (one.outcome()) {
            case Outcome.Passes() -> answer.expect(UNREADABLE);
            case Outcome.Refused(int status, String code) -> {
                answer.expect(status);
                if (!one.method().equals("HEAD")) {
                    answer.expectProblem(status, code);
                }
            }
            case Outcome.WrongMethod(Set<String> allowed) -> {
                answer.expect(405);
                assertThat(answer.header("allow").orElseThrow().split(", "))
                        .as(answer.describe())
                        .containsExactlyInAnyOrderElementsOf(allowed);
            }
        }
    }

    private Answer send(GateCase one) {
        Call call =
                Call.of(one.method(), one.path())
                        .with("Content-Encoding", "none-such")
                        .text("application/json", "{}");
        Caller caller = one.caller();
        if (caller.roles().isEmpty()) {
            try (Client client = target.client()) {
                return client.setUp(caller.badToken().map(call::bearer).orElse(call));
            }
        }
        return session(caller).setUp(call);
    }

    private Session session(Caller caller) {
        return switch (caller.roles().getFirst()) {
            case "customer" -> target.accounts().customer();
            case "payment" -> target.accounts().payment();
            case "admin" -> target.accounts().admin();
            default -> throw new IllegalStateException("no account with " + caller.roles());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gate.cases.Caller;
import io.gatehouse.gate.cases.GateCase;
import io.gatehouse.gate.cases.GateCases;
import io.gatehouse.gate.cases.Outcome;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.testkit.HttpAnswer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the gate's table, of Envoy with an authz that says yes to everything: what jwt_authn
 * and rbac refuse by themselves.
 */
@ExtendWith(GateExtension.class)
class GateCasesIT {
    /** Only authz tells a bad token of somebody who signs out. */
    private static final String SIGN_OUT = "/authentication/logout";

    private final Gate gate;

    GateCasesIT(Gate gate) {
        this.gate = gate;
    }

    static List<GateCase> cases() {
        return GateCases.of(TableFile.routes(GateFiles.repository("gate/routes.yaml"))).stream()
                .filter(one -> !one.path().equals(SIGN_OUT) || one.caller().badToken().isEmpty())
                // Only authz looks at who acts, and by which credential.
                .filter(one -> !one.caller().delegated() && !one.caller().keyed())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void requestWhenAuthzSaysYesThenAsTheTableSaysAllTheSame(GateCase one) {
        HttpAnswer answer =
                gate.newcomer().send(one.method(), one.path(), credentials(one.caller()));

        switch (one.outcome()) {
            case Outcome.Passes() -> assertThat(answer.status()).isEqualTo(200);
            case Outcome.Refused(int status, String code) -> {
                assertThat(answer.status()).isEqualTo(status);
                if (!one.method().equals("HEAD")) {
                    assertThat(answer.code()).isEqualTo(code);
                }
            }
            // Which methods there are is for authz to say; without it nothing is there.
            case Outcome.WrongMethod(Set<String> _) -> assertThat(answer.status()).isEqualTo(404);
        }
    }

    private String[] credentials(Caller caller) {
        if (caller.badToken().isPresent()) {
            return new String[] {"Authorization: Bearer " + caller.badToken().get()};
        }
        return caller.roles().isEmpty()
                ? new String[0]
                : new String[] {gate.bearer(caller.roles().toArray(String[]::new))};
    }
}

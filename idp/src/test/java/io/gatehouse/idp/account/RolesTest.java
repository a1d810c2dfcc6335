// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.common.web.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {

    @ParameterizedTest
    @ValueSource(strings = {"wizard", "ADMIN", "", " admin"})
    void parseWhenRoleIsUnknownThenAllRolesAreTold(String role) {
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class, () -> Roles.parse(List.of("customer", role)));

        assertThat(refused.errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("roles[1]");
                    assertThat(error.message())
                            .isEqualTo("must be one of admin, customer, payment");
                });
    }
}

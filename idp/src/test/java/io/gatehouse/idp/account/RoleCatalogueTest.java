// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.common.web.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleCatalogueTest {
    private static final Role EDITOR = new Role("editor");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wizard", "ADMIN", "", " admin", "editor,admin", "a role", "<b>"})
    void parseWhenRoleIsUnknownThenAllRolesAreTold(String role) {
        RoleCatalogue catalogue =
                new RoleCatalogue(List.of(Role.CUSTOMER, Role.ADMIN, new Role("payment")));

        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class, () -> catalogue.parse(List.of("customer", role)));

        assertThat(refused.errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("roles[1]");
                    assertThat(error.message())
                            .isEqualTo("must be one of admin, customer, payment");
                });
    }

    @Test
    void parseWhenAnAdopterHasARoleOfTheirOwnThenTaken() {
        RoleCatalogue catalogue = new RoleCatalogue(List.of(Role.CUSTOMER, Role.ADMIN, EDITOR));

        Roles roles = catalogue.parse(List.of("editor", "customer"));

        assertThat(roles.names()).containsExactly("customer", "editor");
        assertThat(roles.text()).isEqualTo("customer editor");
        assertThat(Roles.ofText(roles.text())).isEqualTo(roles);
    }

    @Test
    void readWhenThePolicyNamesRolesThenThoseThereAre() {
        RoleCatalogue catalogue = read(policy("roles: [customer, admin, editor]"));

        assertThat(catalogue.hasAll(List.of(EDITOR, Role.ADMIN))).isTrue();
        assertThat(catalogue.hasAll(List.of(new Role("payment")))).isFalse();
    }

    @Test
    void readWhenItIsThePolicyOfTheRepositoryThenTheRolesOfTheShop() {
        RoleCatalogue catalogue = read(Path.of("../k8s/base/policy.yaml"));

        assertThat(catalogue.hasAll(List.of(Role.ADMIN, Role.CUSTOMER, new Role("payment"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: [customer]      | has to name admin and customer",
                "roles: []              | has to name admin and customer",
                "roles: admin           | has no list of roles",
                "rules: []              | has no list of roles",
                "roles: [admin, A b]    | no name of a role: A b",
                "'roles: ['             | is no YAML"
            })
    void readWhenThePolicyIsWrongThenTheStartFailsAndSaysWhy(String text, String why) {
        Path policy = policy(text);

        assertThatThrownBy(() -> read(policy)).hasMessageContaining(why);
    }

    private static RoleCatalogue read(Path policy) {
        return new RoleCatalogue(RoleCatalogue.read(policy));
    }

    private Path policy(String text) {
        try {
            return Files.writeString(folder.resolve("policy.yaml"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

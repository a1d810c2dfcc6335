// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.LocalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertsSecretsIT {
    private static final Path SECRETS =
            Path.of("..", "certs", "secrets").toAbsolutePath().normalize();

    @TempDir private Path home;

    @Test
    void secretsWhenMadeTwiceThenTheSameManifests() {
        String first = manifests();

        assertThat(manifests()).isEqualTo(first);
        assertThat(first).contains("name: postgres-tls").doesNotContain("name: cockroach-node");
    }

    @Test
    void secretsWhenForCockroachThenItsOwn() {
        assertThat(manifests("--cockroach"))
                .contains("name: cockroach-node", "name: cockroach-root")
                .doesNotContain("name: postgres-tls");
    }

    /** The CA of the other database in database-ca would cut all services off from theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--cockroach"})
    void secretsWhenTheHomeBeganWithTheOtherDatabaseThenRefusedAndNothingPrinted(String began) {
        String first = manifests(began);
        String other = began.isEmpty() ? "--cockroach" : "";
        String cure = began.isEmpty() ? "leave --cockroach out" : "add --cockroach";

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> run(other))
                .withMessageContaining(cure)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("kind:"));
        assertThat(manifests(began)).isEqualTo(first);
    }

    /** What is for kubectl, without what is said about certificates before. */
    private String manifests(String... options) {
        String output = run(options);
        return output.substring(output.indexOf("---\n"));
    }

    private String run(String... options) {
        List<String> command =
                new ArrayList<>(List.of(SECRETS.toString(), "--home", home.toString()));
        for (String option : options) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        return Command.run("secrets", command);
    }
}

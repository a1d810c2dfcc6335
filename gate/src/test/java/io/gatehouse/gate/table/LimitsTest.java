// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private final Limits usual = TableFile.limits(Path.of("limits.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {"limits-seed.yaml", "../bench/limits.yaml"})
    void limitsWhenOursThenHaveTheSameNames(String file) {
        assertThat(TableFile.limits(Path.of(file)).requireNamesOf(usual).inFlight()).isPositive();
    }

    /** What a page and a first script survive, and what a guesser does not. */
    @Test
    void limitsWhenUsualThenAsTheContractHasThem() {
        assertThat(
                        usual.all().stream()
                                .map(limit ->
                                        "%s %d %d %s"
                                                .formatted(
                                                        limit.name(),
                                                        limit.burst(),
                                                        limit.rate(),
                                                        limit.per())))
                .containsExactly(
                        "address 50 50 SECOND",
                        "signin 40 20 MINUTE",
                        "subject 20 5 SECOND",
                        "subject-hour 1000 1000 HOUR",
                        "admin 40 20 SECOND");
        assertThat(usual.inFlight()).isEqualTo(40);
    }

    /** The hour of a subject is a limit of its own, whose name a window must not have as well. */
    @Test
    void windowsWhenALimitHasTheNameOfOneThenThatLimitTakesItsPlace() {
        Limits seed = TableFile.limits(Path.of("limits-seed.yaml"));
        List<String> names =
                seed.all().stream()
                        .flatMap(limit -> seed.windows(limit).stream())
                        .map(Limit.Window::name)
                        .toList();

        assertThat(names)
                .containsExactly(
                        "address",
                        "address-hour",
                        "signin",
                        "signin-hour",
                        "subject",
                        "subject-hour",
                        "admin",
                        "admin-hour");
    }

    @Test
    void requireNamesOfWhenOneIsMissingOrUnknownThenNamesIt() {
        Limit other = new Limit("adress", Limit.By.ADDRESS, false, 1, 1, Limit.Period.SECOND);
        Limits typo = new Limits(List.of(other), 40);

        assertThatThrownBy(() -> typo.requireNamesOf(usual))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[address, admin, signin, subject, subject-hour]")
                .hasMessageContaining("[adress] are none");
    }
}

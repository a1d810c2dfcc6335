// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One service is restarted by a person; the others run on. */
@EndToEnd
@Tag("local")
@Order(43)
class RestartE2E {
    private static final Duration WELL = Duration.ofSeconds(60);

    private final Target target;

    RestartE2E(Target target) {
        this.target = target;
    }

    @Test
    void restartWhenCalledThenAnotherProcessServes() {
        LocalSystem system = target.local();
        long before = system.pid("products");
        long other = system.pid("orders");

        LocalSystem.Called restart = system.call("restart", "products");

        assertThat(restart.output()).startsWith("products runs again, ready after ");
        assertThat(restart.exit()).isZero();
        assertThat(system.pid("products")).isNotEqualTo(before);
        assertThat(system.pid("orders")).isEqualTo(other);
        SystemHealth.awaitWell(target, WELL);
        target.accounts().customer().setUp(Call.get("/products")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"envoy", "launcher", "nowhere", "../products"})
    void restartWhenItIsNoServiceThenNamesThoseThereAre(String name) {
        LocalSystem.Called restart = target.local().call("restart", name);

        assertThat(restart.output())
                .startsWith(
                        "gatehouse: there is no service \"%s\"; there are idp, authz, products, orders"
                                .formatted(name));
        assertThat(restart.exit()).isEqualTo(2);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every service can be told to call itself ill, and is then replaced; all at once, to wait only
 * once.
 */
@EndToEnd
@Tag("local")
@Order(40)
class FailSwitchE2E {
    private static final Duration LONGEST = Duration.ofSeconds(150);
    private static final Map<String, String> SERVICES =
            Map.of(
                    "idp", "/authentication/fail",
                    "authz", "/authorization/fail",
                    "products", "/products/fail",
                    "orders", "/orders/fail",
                    "payments", "/payments/fail");

    private final Target target;

    FailSwitchE2E(Target target) {
        this.target = target;
    }

    @Test
    void failWhenAnAdminAsksThenTheServiceIsReplaced() {
        Session admin = target.accounts().firstAdmin();
        Map<String, Long> before = new HashMap<>();
        SERVICES.keySet().forEach(service -> before.put(service, target.local().pid(service)));

        SERVICES.values().forEach(path -> admin.send(Call.post(path)).expect(202));

        await("other processes")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        before.entrySet().stream()
                                .allMatch(e -> target.local().pid(e.getKey()) != e.getValue()));
        SystemHealth.awaitWell(target, LONGEST);
        assertThat(admin.send(Call.get("/products/admin?limit=1")).status()).isEqualTo(200);
    }
}

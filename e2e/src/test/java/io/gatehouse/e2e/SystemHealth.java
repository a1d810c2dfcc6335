// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Whether all of the system answers, each service asked through the gate. */
public final class SystemHealth {
    private static final List<String> PAGES =
            List.of("/products/admin?limit=1", "/orders?limit=1", "/admin/users?limit=1");

    private SystemHealth() {}

    public static void awaitWell(Target target, Duration longest) {
        Account admin = target.accounts().withRole("admin");
        await("a system that is well")
                .atMost(longest)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isWell(target, admin));
    }

    private static boolean isWell(Target target, Account admin) {
        try (Client client = target.client()) {
            Answer login = client.send(Accounts.loginCall(admin));
            return login.status() == 200
                    && PAGES.stream()
                            .map(page -> Call.get(page).bearer(login.field("access_token")))
                            .allMatch(page -> client.send(page).status() == 200);
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}

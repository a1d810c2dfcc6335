// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Whether all of the system answers, each service asked through the gate. */
final class Whole {
    private static final List<String> PAGES =
            List.of("/products/admin?limit=1", "/orders?limit=1", "/admin/users?limit=1");

    private Whole() {}

    static void awaitWell(Target target, Duration longest) {
        Session admin = target.accounts().firstAdmin();
        Account customer = target.accounts().customer().account();
        await("a system that is well again")
                .atMost(longest)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isWell(target, admin, customer));
    }

    private static boolean isWell(Target target, Session admin, Account customer) {
        try (Client client = target.client()) {
            return PAGES.stream()
                            .allMatch(page ->
                                    client.send(Call.get(page).bearer(admin.token())).status()
                                            == 200)
                    && client.send(Accounts.loginCall(customer)).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}

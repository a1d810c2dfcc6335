// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Accounts;
import io.gatehouse.local.home.Accounts.Account;
import io.gatehouse.local.home.Clients;
import java.nio.file.Path;

/** The message after a start: the URL, the demo accounts, the client, and commands to try. */
final class Welcome {
    private static final String SIGN_IN =
            """
              TOKEN=$(curl -sS --cacert '%2$s' %1$s/authentication/login \
            -H 'Content-Type: application/json' -d '{"username":"alice","password":"%3$s"}' \
            | python3 -c 'import json,sys; print(json.load(sys.stdin)["access_token"])')
            """;
    private static final String BUY =
            """
              PRODUCT=$(curl -sS --cacert '%2$s' '%1$s/products?limit=3' \
            -H "Authorization: Bearer $TOKEN" | tee /dev/stderr \
            | python3 -c 'import json,sys; print(json.load(sys.stdin)["items"][0]["id"])')
              curl -sS --cacert '%2$s' %1$s/products/$PRODUCT/buy \
            -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $(openssl rand -hex 16)" \
            -H 'Content-Type: application/json' \
            -d '{"quantity":1,"payment":{"method":"card"}}'
            """;
    private static final String WHOAMI =
            """
              curl -sS --cacert '%2$s' %1$s/authentication/whoami -H "Authorization: Bearer $TOKEN"
            """;

    private Welcome() {}

    static String text(
            String url, Path authority, Accounts accounts, Clients clients, Selection selection) {
        Account alice = accounts.get("alice");
        Account paula = accounts.get("paula");
        String attempts = selection.names().contains("products") ? SIGN_IN + BUY : SIGN_IN + WHOAMI;
        return ("""

        Gatehouse is up at %1$s
        CA        %2$s
        customer  alice  %3$s
        payment   paula  %4$s
        client    demo-web  %5$s
        %6$s
        Try it:
        """
                        + attempts)
                .formatted(
                        url,
                        authority,
                        alice.password(),
                        paula.password(),
                        clients.secret(),
                        admin(accounts));
    }

    /** The line of the administrator, with the password only once; later it names the file. */
    private static String admin(Accounts accounts) {
        return accounts.isNew()
                ? "admin     admin  %s  (shown once; it stays in %s)%n"
                        .formatted(accounts.get("admin").password(), accounts.file())
                : "admin     admin  (password in %s)%n".formatted(accounts.file());
    }
}

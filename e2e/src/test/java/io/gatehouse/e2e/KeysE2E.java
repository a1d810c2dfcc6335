// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Turning the signing key over while people are signed in.
 *
 * <p>The gate fetches the keys each five minutes and the next one is published an hour ahead; two
 * turns at once would outrun it, so nobody else's system is turned, and here the gate is started
 * anew between them.
 */
@EndToEnd
@Tag("local")
@Order(42)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysE2E {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Target target;

    KeysE2E(Target target) {
        this.target = target;
    }

    @Test
    @Order(1)
    void rotateWhenPeopleAreSignedInThenOldAndNewTokensAreBothTaken() {
        Account account = target.accounts().register();
        Session before = target.accounts().login(account);
        List<String> published = published();

        // The system is younger than ten minutes, and its gate has fetched the next key all the
        // same.
        target.accounts().admin().setUp(Call.post("/admin/keys/rotate?force=true")).expect(200);
        Session after = target.accounts().login(account);

        assertThat(kid(after)).isNotEqualTo(kid(before)).isIn(published);
        before.send(Call.get("/products")).expect(200);
        after.send(Call.get("/products")).expect(200);
        await("the key after the next")
                .atMost(SOON)
                .until(() -> published().size() > published.size());
        assertThat(published()).contains(kid(before), kid(after));
    }

    @Test
    @Order(2)
    void revokeWhenAKeyIsCompromisedThenItsTokensAreRefusedAndTheNextKeySigns() {
        target.local().kill("envoy");
        SystemHealth.awaitWell(target, SOON);
        Account account = target.accounts().register();
        Session before = target.accounts().login(account);
        Call revoke = Call.post("/admin/keys/" + kid(before) + "/revoke");

        target.accounts().login(target.accounts().withRole("admin")).setUp(revoke).expect(200, 204);

        Revocation.awaitRefused(before.client(), before.token());
        Session after = target.accounts().login(account);
        assertThat(kid(after)).isNotEqualTo(kid(before));
        after.setUp(Call.get("/products")).expect(200);
        assertThat(published()).doesNotContain(kid(before)).contains(kid(after));
        target.accounts().forgetSessions();
    }

    private List<String> published() {
        try (Client client = target.client()) {
            return client.setUp(Call.get("/.well-known/jwks.json"))
                    .expect(200)
                    .json()
                    .path("keys")
                    .findValuesAsText("kid");
        }
    }

    private static String kid(Session session) {
        return Tokens.header(session.token()).path("kid").asText();
    }
}

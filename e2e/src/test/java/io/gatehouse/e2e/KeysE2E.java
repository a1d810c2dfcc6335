// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Turning the signing key over while people are signed in. */
@EndToEnd
@Order(21)
class KeysE2E {
    private final Target target;

    KeysE2E(Target target) {
        this.target = target;
    }

    @Test
    void rotateWhenPeopleAreSignedInThenOldAndNewTokensAreBothTaken() {
        Account account = target.accounts().register();
        Session before = target.accounts().login(account);
        String old = kid(before);
        List<String> published = published();

        target.accounts().admin().setUp(Call.post("/admin/keys/rotate")).expect(200, 201, 204);
        Session after = target.accounts().login(account);

        assertThat(kid(after)).isNotEqualTo(old).isIn(published);
        before.send(Call.get("/products")).expect(200);
        after.send(Call.get("/products")).expect(200);
        assertThat(published()).contains(old, kid(after)).hasSizeGreaterThanOrEqualTo(3);
    }

    /**
     * Runs on a key of its own, so that only sessions signed by it end; shared sessions are
     * replaced when they do.
     */
    @Test
    void revokeWhenAKeyIsCompromisedThenItsTokensAreRefused() {
        Account account = target.accounts().register();
        target.accounts().admin().setUp(Call.post("/admin/keys/rotate")).expect(200, 201, 204);
        Session signedByIt = target.accounts().login(account);
        String kid = kid(signedByIt);

        target.accounts()
                .admin()
                .setUp(Call.post("/admin/keys/" + kid + "/revoke"))
                .expect(200, 204);

        Revocation.awaitRefused(signedByIt.client(), signedByIt.token());
        Session after = target.accounts().login(account);
        assertThat(kid(after)).isNotEqualTo(kid);
        after.send(Call.get("/products")).expect(200);
        assertThat(published()).doesNotContain(kid);
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands for API keys. */
class KeysIT extends ShopFixture {
    private static final String ID = "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11";
    private static final String KEY = "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8";
    private static final String PATH = "/accounts/me/keys";

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
    }

    @Test
    void addWhenRolesAndDaysAreGivenThenAskedForAndTheKeyIsAloneOnTheOutput() {
        gate.on("POST " + PATH, FakeGate.status(201, made()));

        TestShell.Result result =
                shell.run("account", "keys", "add", "deploy", "--role", "customer", "--days", "30");

        assertThat(result.exit()).isZero();
        assertThat(result.out().strip()).isEqualTo(KEY);
        assertThat(result.err()).contains("cannot be shown again", "account keys revoke " + ID);
        assertThat(gate.requests("POST " + PATH).getFirst().body())
                .isEqualTo("{\"name\":\"deploy\",\"roles\":[\"customer\"],\"expiresIn\":2592000}");
    }

    @Test
    void addWhenNothingIsSaidThenForNinetyDaysAndAllRoles() {
        gate.on("POST " + PATH, FakeGate.status(201, made()));

        shell.run("account", "keys", "add", "deploy");

        assertThat(gate.requests("POST " + PATH).getFirst().body())
                .isEqualTo("{\"name\":\"deploy\",\"expiresIn\":7776000}");
    }

    @Test
    void addWhenTheSignInIsTooOldThenSaysSo() {
        gate.on(
                "POST " + PATH,
                FakeGate.status(
                        403,
                        "{\"status\":403,\"code\":\"sign_in_too_old\",\"title\":\"Sign in again first\","
                                + "\"detail\":\"Sign in again: this takes a fresh sign-in.\"}"));

        TestShell.Result result = shell.run("account", "keys", "add", "deploy");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Sign in again");
    }

    @Test
    void listWhenThereAreKeysThenShowsWhatIsKnown() {
        gate.on(
                "GET " + PATH,
                FakeGate.ok(
                        "{\"items\":[{\"id\":\"%s\",\"name\":\"deploy\",\"prefix\":\"ghk_0123\","
                                        .formatted(ID)
                                + "\"roles\":[\"customer\"],\"createdAt\":\"2026-03-01T11:00:00Z\","
                                + "\"expiresAt\":\"2026-05-30T11:00:00Z\"}]}"));

        TestShell.Result result = shell.run("account", "keys", "list");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains(ID, "deploy", "ghk_0123", "customer", "never");
    }

    @Test
    void revokeWhenDoneThenSaysSo() {
        gate.on("DELETE " + PATH + "/" + ID, FakeGate.status(204, ""));

        assertThat(shell.run("account", "keys", "revoke", ID).out()).contains("The key is revoked");
    }

    @Test
    void revokeWhenTheIdIsNoneThenUsage() {
        assertThat(shell.run("account", "keys", "revoke", "deploy").exit()).isEqualTo(2);
        assertThat(gate.requests()).isEmpty();
    }

    private static String made() {
        return "{\"id\":\"%s\",\"key\":\"%s\",\"name\":\"deploy\",\"prefix\":\"ghk_0123\","
                        .formatted(ID, KEY)
                + "\"roles\":[\"customer\"],\"createdAt\":\"2026-03-01T11:00:00Z\","
                + "\"expiresAt\":\"2026-03-31T11:00:00Z\"}";
    }
}

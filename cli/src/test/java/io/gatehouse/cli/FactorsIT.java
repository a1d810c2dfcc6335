// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.session.Session;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsIT extends ShopFixture {

    private static final String LOGIN = "POST /authentication/login";
    private static final String FACTORS = "/accounts/me/factors";
    private static final String NONE = "{\"factors\":[],\"recoveryCodes\":0}";
    private static final String ONE =
            """
            {"factors":[{"kind":"totp","enrolledAt":"2026-02-01T08:00:00Z"}],"recoveryCodes":7}\
            """;
    private static final String CODES = "{\"recoveryCodes\":[\"aaaa-bbbb-cccc-dddd\"]}";
    private static final String TOKENS =
            "{\"access_token\":\"access-1\",\"refresh_token\":\"r\",\"expires_in\":300}";

    @BeforeEach
    void setUp() {
        gate.on("GET " + FACTORS, FakeGate.ok(ONE));
        gate.on(
                "POST " + FACTORS + "/totp",
                FakeGate.ok("{\"secret\":\"ABC234\",\"uri\":\"otpauth://totp/x\"}"));
        gate.on("PUT " + FACTORS + "/totp", FakeGate.ok(CODES));
        gate.on("DELETE " + FACTORS + "/totp", FakeGate.status(204, ""));
        gate.on("POST " + FACTORS + "/recovery-codes", FakeGate.ok(CODES));
    }

    @Test
    void loginWhenTheGateWantsACodeThenAskedForAndSent() {
        gate.on(
                LOGIN,
                FakeGate.problem(401, "second_factor_required", "Code"),
                FakeGate.ok(TOKENS));

        TestShell.Result result = shell.atTerminal(80, "secret\n123456\n", "login", "alice");

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(gate.requests(LOGIN).getFirst().body())
                .isEqualTo("{\"username\":\"alice\",\"password\":\"secret\"}");
        assertThat(gate.requests(LOGIN).getLast().body())
                .isEqualTo("{\"username\":\"alice\",\"password\":\"secret\",\"code\":\"123456\"}");
        assertThat(shell.session().map(Session::accessToken)).contains("access-1");
    }

    @Test
    void loginWhenTheCodeIsAnOptionThenSentAtOnce() {
        gate.on(LOGIN, FakeGate.ok(TOKENS));

        TestShell.Result result =
                shell.runWithInput(
                        "secret\n", "login", "alice", "--password-stdin", "--code", "123456");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests(LOGIN)).hasSize(1);
        assertThat(gate.requests(LOGIN).getFirst().body()).contains("\"code\":\"123456\"");
    }

    @Test
    void loginWhenNobodyCanBeAskedForTheCodeThenUsage() {
        gate.on(LOGIN, FakeGate.problem(401, "second_factor_required", "Code"));

        TestShell.Result result =
                shell.runWithInput("secret\n", "login", "alice", "--password-stdin");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--code");
    }

    @Test
    void loginWhenTheCodeIsWrongThenProblem() {
        gate.on(LOGIN, FakeGate.problem(401, "second_factor_invalid", "The code is not valid"));

        TestShell.Result result =
                shell.runWithInput("secret\n", "login", "alice", "--password-stdin", "--code", "1");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Wait for the next code");
        assertThat(shell.session()).isEmpty();
    }

    @Test
    void listWhenThereIsOneThenItAndTheCodesLeft() {
        TestShell.Result result = signedIn().run("account", "factors", "list");

        assertThat(result.out()).contains("totp", "2026-02-01", "Recovery codes left: 7");
    }

    @Test
    void listWhenThereIsNoneThenHowToAddOne() {
        gate.on("GET " + FACTORS, FakeGate.ok(NONE));

        assertThat(signedIn().run("account", "factors", "list").out())
                .contains("gatehouse shop account factors add");
    }

    @Test
    void addWhenThereIsNoneThenKeyAndCodesAreShownAndTheSessionIsForgotten() {
        gate.on("GET " + FACTORS, FakeGate.ok(NONE));

        TestShell.Result result =
                signedIn().atTerminal(80, "secret\n123456\n", "account", "factors", "add");

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(result.out()).contains("ABC234", "otpauth://totp/x", "aaaa-bbbb-cccc-dddd");
        assertThat(gate.requests("POST " + FACTORS + "/totp").getFirst().body())
                .isEqualTo("{\"currentPassword\":\"secret\"}");
        assertThat(gate.requests("PUT " + FACTORS + "/totp").getFirst().body())
                .isEqualTo("{\"code\":\"123456\"}");
        assertThat(shell.session()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "codes", "remove"})
    void changeWhenThereIsOneThenACodeOfItIsSent(String command) {
        TestShell.Result result =
                signedIn()
                        .atTerminal(80, "secret\n123456\n654321\n", "account", "factors", command);

        assertThat(result.exit()).as(result.out()).isZero();
        assertThat(gate.requests().get(1).body())
                .isEqualTo("{\"currentPassword\":\"secret\",\"code\":\"123456\"}");
        assertThat(shell.session().isEmpty()).isEqualTo(!command.equals("codes"));
    }

    @Test
    void resetWhenAnAdministratorAsksThenTheFactorsOfTheUserGo() {
        String id = "0190a1b2-0000-4000-8000-000000000001";
        gate.on("DELETE /admin/users/" + id + "/factors", FakeGate.status(204, ""));

        TestShell.Result result = signedIn().run("admin", "users", "reset-factors", id);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(gate.requests("DELETE /admin/users/" + id + "/factors")).hasSize(1);
    }

    private TestShell signedIn() {
        return shell.signedIn(Duration.ofMinutes(5));
    }
}

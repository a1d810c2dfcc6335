// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIT extends ShopFixture {

    private static final String REFRESH = "POST /authentication/refresh";
    private static final String WHOAMI = "GET /authentication/whoami";
    private static final String ALICE =
            """
            {"id":"a-1","username":"alice","email":"alice@example.org","roles":["customer"]}\
            """;

    @BeforeEach
    void setUp() {
        gate.on("POST /authentication/login", FakeGate.ok(tokens("access-1", "refresh-1")));
        gate.on(REFRESH, FakeGate.ok(tokens("access-2", "refresh-2")));
        gate.on(WHOAMI, FakeGate.ok(ALICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json"})
    void loginWhenPasswordComesFromStandardInputThenSessionIsKeptAndNoTokenShown(String json) {
        String[] arguments =
                json.isEmpty()
                        ? new String[] {"login", "alice", "--password-stdin"}
                        : new String[] {"login", "alice", "--password-stdin", json};

        TestShell.Result result = shell.runWithInput("correct horse\n", arguments);

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("alice");
        assertThat(result.out() + result.err()).doesNotContain("access-1", "refresh-1");
        assertThat(gate.requests().getFirst().body())
                .isEqualTo("{\"username\":\"alice\",\"password\":\"correct horse\"}");
        assertThat(shell.session().map(Session::accessToken)).contains("access-1");
    }

    @Test
    void loginWhenPasswordIsInFileThenItsFirstLineIsSent() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "correct horse\n");

        TestShell.Result result = shell.run("login", "alice", "--password-file", file.toString());

        assertThat(result.exit()).isZero();
        assertThat(gate.requests().getFirst().body()).contains("\"correct horse\"");
    }

    @Test
    void loginWhenNobodyCanBeAskedThenUsage() {
        TestShell.Result result = shell.run("login", "alice");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--password-file");
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void loginWhenPasswordIsWrongThenProblem() {
        gate.on(
                "POST /authentication/login",
                FakeGate.problem(401, "credentials_invalid", "Wrong name or password"));

        TestShell.Result result = shell.runWithInput("x\n", "login", "alice", "--password-stdin");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Check the user name");
        assertThat(shell.session()).isEmpty();
    }

    @Test
    void whoamiWhenNotSignedInThenExitCodeSaysSo() {
        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("gatehouse shop login");
        assertThat(gate.requests())
                .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whoami",
                "products",
                "product Teapot",
                "buy Teapot",
                "orders",
                "order 0123abcd",
                "admin users list",
                "admin products list",
                "fail idp"
            })
    void commandWhenNotSignedInAndNobodyAnswersThenSaysThat(String command) {
        gate.close();

        TestShell.Result result = shell.run(command.split(" "));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .contains("Nothing answers at " + gate.url())
                .doesNotContain("signed in");
    }

    @Test
    void whoamiWhenTokenIsFreshThenNothingIsRefreshed() {
        shell.signedIn(Duration.ofMinutes(5));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("alice@example.org");
        assertThat(gate.requests(REFRESH)).isEmpty();
    }

    @Test
    void whoamiWhenTokenExpiresSoonThenRefreshedFirst() {
        shell.signedIn(Duration.ofSeconds(5));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests(REFRESH).getFirst().body())
                .isEqualTo("{\"refresh_token\":\"refresh-1\"}");
        assertThat(gate.requests(WHOAMI).getFirst().authorization()).contains("Bearer access-2");
        assertThat(shell.session().map(Session::refreshToken)).contains("refresh-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_expired", "token_revoked", "token_invalid"})
    void whoamiWhenGateRefusesTokenThenRefreshedOnceAndSentAgain(String code) {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on(WHOAMI, FakeGate.problem(401, code, "No"), FakeGate.ok(ALICE));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests(REFRESH)).hasSize(1);
        assertThat(gate.requests(WHOAMI).getLast().authorization()).contains("Bearer access-2");
    }

    @Test
    void whoamiWhenNewTokenIsRefusedTooThenGivesUp() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on(WHOAMI, FakeGate.problem(401, "token_invalid", "No"));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(gate.requests(WHOAMI)).hasSize(2);
    }

    @Test
    void whoamiWhenRefreshTokenIsRefusedThenSessionIsForgotten() {
        shell.signedIn(Duration.ZERO);
        gate.on(REFRESH, FakeGate.problem(401, "refresh_token_invalid", "Over"));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("is over");
        assertThat(shell.session()).isEmpty();
    }

    @Test
    void whoamiWhenAnswerToRefreshIsLostThenSameTokenIsSentOnceMore() {
        shell.signedIn(Duration.ZERO);
        gate.on(REFRESH, FakeGate.cut(), FakeGate.ok(tokens("access-2", "refresh-2")));

        TestShell.Result result = shell.run("whoami");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests(REFRESH))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.body()).contains("refresh-1"));
    }

    @Test
    void whoamiWhenTwoShellsFindTokenExpiredThenOnlyOneRefreshes() throws Exception {
        shell.signedIn(Duration.ZERO);
        Callable<TestShell.Result> command = () -> shell.run("whoami");

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<TestShell.Result>> results = threads.invokeAll(List.of(command, command));

            for (Future<TestShell.Result> result : results) {
                assertThat(result.get().exit()).isZero();
            }
        }
        assertThat(gate.requests(REFRESH)).hasSize(1);
        assertThat(gate.requests(WHOAMI))
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.authorization()).contains("Bearer access-2"));
    }

    @Test
    void logoutWhenSignedInThenGateIsToldAndSessionForgotten() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on("POST /authentication/logout", FakeGate.status(204, ""));

        TestShell.Result result = shell.run("logout");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests("POST /authentication/logout")).hasSize(1);
        assertThat(shell.session()).isEmpty();
    }

    @Test
    void logoutWhenGateIsAwayThenSessionIsKept() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on("POST /authentication/logout", FakeGate.cut());

        TestShell.Result result = shell.run("logout");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(shell.session()).isPresent();
    }

    private static String tokens(String access, String refresh) {
        return """
        {"access_token":"%s","token_type":"Bearer","expires_in":300,"refresh_token":"%s"}\
        """
                .formatted(access, refresh);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser can always sign out, and who signs in again after a change can go on at once. */
@EndToEnd
@Order(18)
class SignOutE2E {
    private static final String ACCESS = "__Host-gatehouse";
    private static final String REFRESH = "__Host-gatehouse-refresh";
    private static final Call LOGOUT = Call.post("/authentication/logout");
    private static final Call REFRESHING = Call.post("/authentication/refresh");

    private final Target target;
    private final Client client;

    SignOutE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest(name = "access {0}, refresh {1}")
    @CsvSource({
        "good, good",
        "good, none",
        "none, good",
        "rubbish, good",
        "revoked, good",
        "none, used",
        "none, rubbish",
        "rubbish, rubbish",
        "none, none",
    })
    void logoutWhenThePageIsOursThenTheCookiesGoAndTheirSessionEnds(String access, String refresh) {
        Account account = target.accounts().register();
        Map<String, String> held = cookies(target.accounts().cookieLoginCall(account));
        String token = held.get(ACCESS);
        String first = held.get(REFRESH);
        if (access.equals("revoked")) {
            String id = Tokens.payload(token).path("sub").asText();
            target.accounts().grant(id, "customer", "payment");
            Revocation.awaitRefused(client, token);
        }
        if (refresh.equals("used")) {
            client.setUp(page(REFRESHING, "none", first)).expect(200);
        }

        Answer answer =
                client.setUp(
                        page(
                                LOGOUT,
                                access.matches("good|revoked") ? token : access,
                                refresh.matches("good|used") ? first : refresh));

        answer.expect(204);
        assertCleared(answer);
        if (access.equals("good") || refresh.matches("good|used")) {
            client.setUp(page(REFRESHING, "none", first))
                    .expectProblem(401, "refresh_token_invalid");
            Revocation.awaitRefused(client, token);
        }
    }

    @Test
    void logoutWhenThePageIsForeignThenNothingHappens() {
        Account account = target.accounts().register();
        Map<String, String> cookies = cookies(target.accounts().cookieLoginCall(account));
        Call foreign = LOGOUT.with("Origin", "https://evil.example");

        client.setUp(foreign.with("Cookie", REFRESH + "=" + cookies.get(REFRESH)))
                .expectProblem(403, "cross_site");
        client.setUp(foreign.with("Cookie", ACCESS + "=" + cookies.get(ACCESS)))
                .expectProblem(403, "cross_site");
        Answer bare = client.setUp(foreign);

        bare.expectProblem(401, "token_missing");
        assertThat(bare.headers().allValues("set-cookie")).isEmpty();
        client.setUp(page(REFRESHING, "none", cookies.get(REFRESH))).expect(200);
    }

    @Test
    void logoutWhenTheBearerTokenIsRevokedThenRefused() {
        Session session = target.accounts().login(target.accounts().register());
        session.setUp(LOGOUT).expect(204);
        Revocation.awaitRefused(client, session.token());

        session.setUp(LOGOUT).expectProblem(401, "token_revoked");
    }

    @Test
    void refreshWhenTheCookieIsDeadThenRefusedAndBothGo() {
        Account account = target.accounts().register();
        String token = cookies(target.accounts().cookieLoginCall(account)).get(REFRESH);
        client.setUp(page(LOGOUT, "none", token)).expect(204);

        Answer answer = client.setUp(page(REFRESHING, "none", token));

        answer.expectProblem(401, "refresh_token_invalid");
        assertCleared(answer);
    }

    @Test
    void tokenWhenTheRolesChangeManyTimesInASecondThenTheNewestHoldsAtOnce() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        for (int i = 0; i < 10; i++) {
            target.accounts().grant(session.id(), i % 2 == 0 ? "payment" : "customer");
        }

        Session next = target.accounts().login(account);

        startsInThePast(next.token());
        Revocation.awaitRefused(client, session.token());
        next.setUp(Call.get("/products?limit=1")).expect(200);
    }

    @Test
    void tokenWhenThePasswordWasJustChangedThenStartsInThePast() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        String wanted = Accounts.random(16);
        Map<String, String> change =
                Map.of("currentPassword", account.password(), "newPassword", wanted);
        session.setUp(Call.put("/accounts/me/password", change)).expect(204);

        Session next =
                target.accounts().login(new Account(account.username(), account.email(), wanted));

        startsInThePast(next.token());
        next.setUp(Call.get("/products?limit=1")).expect(200);
    }

    private static void startsInThePast(String token) {
        JsonNode claims = Tokens.payload(token);
        assertThat(claims.path("iat").asLong()).isLessThanOrEqualTo(Instant.now().getEpochSecond());
    }

    private Call page(Call call, String access, String refresh) {
        List<String> cookies = new ArrayList<>();
        if (!access.equals("none")) {
            cookies.add(ACCESS + "=" + access);
        }
        if (!refresh.equals("none")) {
            cookies.add(REFRESH + "=" + refresh);
        }
        Call own = call.with("Origin", target.origin());
        return cookies.isEmpty() ? own : own.with("Cookie", String.join("; ", cookies));
    }

    private Map<String, String> cookies(Call login) {
        Map<String, String> cookies = new HashMap<>();
        client.setUp(login)
                .expect(200)
                .headers()
                .allValues("set-cookie")
                .forEach(cookie -> {
                    String[] pair = cookie.split(";", 2)[0].split("=", 2);
                    cookies.put(pair[0], pair[1]);
                });
        return cookies;
    }

    private static void assertCleared(Answer answer) {
        assertThat(answer.headers().allValues("set-cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.matches("__Host-gatehouse(-refresh)?=; .*Max-Age=0;.*"));
    }
}

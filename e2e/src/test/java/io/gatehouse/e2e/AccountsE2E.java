// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Registration, sign-in, the refresh family and the own account. */
@EndToEnd
@Order(17)
class AccountsE2E {
    private final Target target;
    private final Client client;

    AccountsE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Call registration(Account account) {
        return Call.post(
                "/authentication/registration",
                Map.of(
                        "username",
                        account.username(),
                        "email",
                        account.email(),
                        "password",
                        account.password()));
    }

    private static Call refresh(String token) {
        return Call.post("/authentication/refresh", Map.of("refresh_token", token));
    }

    @Test
    void registrationWhenNewThenIsACustomerAndNothingElse() {
        Account account = target.accounts().imagine();

        JsonNode created = client.setUp(registration(account)).expect(201).json();

        assertThat(created.path("username").asText()).isEqualTo(account.username());
        assertThat(created.path("roles").toString()).isEqualTo("[\"customer\"]");
        assertThat(created.toString()).doesNotContain("password", "hash");
    }

    @Test
    void registrationWhenNameOrAddressIsTakenThenTheAnswersAreTheSame() {
        Account taken = target.accounts().register();
        Account other = target.accounts().imagine();

        Answer name =
                client.setUp(
                        registration(
                                new Account(taken.username(), other.email(), other.password())));
        Answer address =
                client.setUp(
                        registration(
                                new Account(other.username(), taken.email(), other.password())));

        name.expectProblem(409, "account_exists");
        address.expectProblem(409, "account_exists");
        assertThat(name.field("detail")).isEqualTo(address.field("detail"));
    }

    @Test
    void registrationWhenItAsksForARoleThenIsRefused() {
        Account account = target.accounts().imagine();
        Map<String, Object> body =
                Map.of(
                        "username", account.username(),
                        "email", account.email(),
                        "password", account.password(),
                        "roles", List.of("admin"));

        client.send(Call.post("/authentication/registration", body))
                .expectProblem(400, "malformed_request");
    }

    @Test
    void loginWhenNameOrPasswordIsWrongThenTheAnswersAreTheSame() {
        Account account = target.accounts().register();
        Account unknown = target.accounts().imagine();

        Answer wrong =
                client.setUp(
                        Accounts.loginCall(
                                new Account(
                                        account.username(), "", "wrong " + account.password())));
        Answer nobody = client.setUp(Accounts.loginCall(unknown));

        wrong.expectProblem(401, "credentials_invalid");
        nobody.expectProblem(401, "credentials_invalid");
        assertThat(wrong.field("detail")).isEqualTo(nobody.field("detail"));
        assertThat(wrong.headers().map().keySet()).isEqualTo(nobody.headers().map().keySet());
    }

    @Test
    void refreshWhenTheTokenIsCurrentThenGivesTheNextPair() {
        Session session = target.accounts().login(target.accounts().register());

        JsonNode next = client.setUp(refresh(session.refreshToken())).expect(200).json();

        assertThat(next.path("refresh_token").asText())
                .isNotBlank()
                .isNotEqualTo(session.refreshToken());
        client.send(Call.get("/products").bearer(next.path("access_token").asText())).expect(200);
    }

    @Test
    void refreshWhenRepeatedAtOnceThenTheSuccessorIsTheSame() {
        Session session = target.accounts().login(target.accounts().register());

        String first =
                client.setUp(refresh(session.refreshToken())).expect(200).field("refresh_token");
        String second =
                client.setUp(refresh(session.refreshToken())).expect(200).field("refresh_token");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void refreshWhenAnOldTokenComesBackThenTheWholeFamilyAndItsSessionEnd() {
        Session session = target.accounts().login(target.accounts().register());
        String second =
                client.setUp(refresh(session.refreshToken())).expect(200).field("refresh_token");
        Answer third = client.setUp(refresh(second)).expect(200);

        client.setUp(refresh(session.refreshToken())).expectProblem(401, "refresh_token_invalid");

        client.setUp(refresh(third.field("refresh_token")))
                .expectProblem(401, "refresh_token_invalid");
        Revocation.awaitRefused(client, third.field("access_token"));
    }

    @Test
    void refreshWhenTheTokenIsUnknownThenIsRefused() {
        client.send(refresh("x")).expectProblem(401, "refresh_token_invalid");
        client.send(refresh(Accounts.random(40))).expectProblem(401, "refresh_token_invalid");
    }

    @Test
    void refreshWhenByCookieThenStaysByCookieAndNeedsTheSameOrigin() {
        Account account = target.accounts().register();
        Call login = target.accounts().cookieLoginCall(account);
        String cookies = cookies(client.setUp(login).expect(200));
        Call refresh = Call.post("/authentication/refresh", Map.of()).with("Cookie", cookies);

        client.setUp(refresh.with("Origin", "https://evil.example"))
                .expectProblem(403, "cross_site");
        Answer next = client.setUp(refresh.with("Origin", target.origin())).expect(200);

        assertThat(next.json().has("access_token")).isFalse();
        client.send(Call.get("/products").with("Cookie", cookies(next))).expect(200);
        logsOut(cookies(next));
    }

    @Test
    void loginWhenAForeignPageAsksForCookiesThenGetsNone() {
        Call login = target.accounts().cookieLoginCall(target.accounts().imagine());
        Call bare = new Call(login.method(), login.path(), List.of(), login.body());
        Call json = bare.with("Content-Type", "application/json");

        client.setUp(json).expectProblem(403, "cross_site");
        client.setUp(json.with("Origin", "https://evil.example")).expectProblem(403, "cross_site");
    }

    private void logsOut(String cookies) {
        Answer answer =
                client.send(
                        Call.post("/authentication/logout")
                                .with("Cookie", cookies)
                                .with("Origin", target.origin()));

        answer.expect(204);
        assertThat(answer.headers().allValues("set-cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).containsPattern("(?i)max-age=0"));
        Revocation.awaitRefused(client, cookies.replaceAll(".*__Host-gatehouse=([^;]+).*", "$1"));
    }

    private static String cookies(Answer answer) {
        return String.join(
                "; ",
                answer.headers().allValues("set-cookie").stream()
                        .map(c -> c.split(";", -1)[0])
                        .toList());
    }

    @Test
    void passwordWhenChangedThenTheOldOneAndEverySessionEnd() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        Session elsewhere = target.accounts().login(account);
        String next = Accounts.random(16);
        Map<String, String> body =
                Map.of("currentPassword", account.password(), "newPassword", next);

        session.setUp(Call.put("/accounts/me/password", body)).expect(204);

        Revocation.awaitRefused(elsewhere.client(), elsewhere.token());
        client.setUp(refresh(elsewhere.refreshToken())).expectProblem(401, "refresh_token_invalid");
        client.setUp(Accounts.loginCall(account)).expectProblem(401, "credentials_invalid");
        target.accounts()
                .login(new Account(account.username(), account.email(), next))
                .setUp(Call.get("/products"))
                .expect(200);
    }

    @Test
    void passwordWhenTheCurrentOneIsWrongThenNothingChanges() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        Map<String, String> body =
                Map.of("currentPassword", "wrong", "newPassword", Accounts.random(16));

        session.setUp(Call.put("/accounts/me/password", body)).expect(401, 403, 422);

        target.accounts().login(account).send(Call.get("/products")).expect(200);
    }
}

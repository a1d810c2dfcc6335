// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cookies of a browser: they go with the session they name, and never for a foreign page. */
@ExtendWith(IdpServer.class)
class BrowserIT {

    private static final String LOGOUT = "/authentication/logout";
    private static final String REFRESH = "/authentication/refresh";

    private final Person person = Person.register();
    private final HttpAnswer login = person.login();
    private final UUID session = session(login);
    private final Http ownPage = Gate.anonymous().with("origin", IdpServer.ISSUER);

    /** What the browser's refresh cookie may be, and whether signing out ends a session by it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "valid, true",
        "used, true",
        "used long ago, true",
        "expired, true",
        "its session over, false",
        "its account disabled, false",
        "forged, false",
        "malformed, false",
        "empty, false",
        "none, false",
    })
    void logoutWhenTheCookieIsWhateverThenCookiesGoAndItsSessionEnds(String state, boolean ends) {
        String cookie = cookie(state);
        long denials = denials(session);

        var answer = holding(cookie, ownPage).post(LOGOUT);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertCleared(answer);
        assertThat(denials(session) - denials).isEqualTo(ends ? 1 : 0);
        if (ends) {
            assertThat(isOpen(session)).isFalse();
        }
        assertThat(holding(cookie, ownPage).post(LOGOUT).status()).isEqualTo(204);
        assertThat(denials(session) - denials).isEqualTo(ends ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://evil.example",
        "origin, null",
        "origin, https://localhost:8443.evil.example",
        "sec-fetch-site, cross-site",
        "sec-fetch-site, same-site",
        "sec-fetch-site, none",
        "x-nothing, at all",
    })
    void logoutWhenFromElsewhereThenRefusedAndNothingHappens(String header, String value) {
        Http elsewhere = Gate.anonymous().with(header, value);

        var withCookie = holding(cookie("valid"), elsewhere).post(LOGOUT);
        var bare = elsewhere.post(LOGOUT);

        assertThat(withCookie.status()).isEqualTo(403);
        assertThat(withCookie.code()).isEqualTo("cross_site");
        // SameSite keeps the cookies at home; an answer that clears them would sign out all the
        // same.
        assertThat(bare.status()).isEqualTo(401);
        assertThat(bare.code()).isEqualTo("token_missing");
        assertNotCleared(withCookie);
        assertNotCleared(bare);
        assertThat(isOpen(session)).isTrue();
    }

    @Test
    void logoutWhenOnlyTheAccessCookieIsLeftThenItsSessionEndsAndBothGo() {
        var answer = person.in(login).with("sec-fetch-site", "same-origin").post(LOGOUT);

        assertThat(answer.status()).isEqualTo(204);
        assertCleared(answer);
        assertThat(isOpen(session)).isFalse();
        assertThat(denials(session)).isOne();
    }

    @Test
    void logoutWhenTheCookiesNameTwoSessionsThenBothEnd() {
        var other = person.login();

        var answer =
                holding(
                                other.field("refresh_token"),
                                person.in(login).with("origin", IdpServer.ISSUER))
                        .post(LOGOUT);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(isOpen(session)).isFalse();
        assertThat(isOpen(session(other))).isFalse();
        assertThat(denials(session(other))).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "used long ago",
        "expired",
        "its session over",
        "its account disabled",
        "forged",
        "malformed"
    })
    void refreshWhenTheCookieIsDeadThenRefusedAndBothGo(String state) {
        var answer = holding(cookie(state), ownPage).post(REFRESH);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("refresh_token_invalid");
        assertCleared(answer);
    }

    @Test
    void refreshWhenRefusedWithoutItsCookieThenNoneGoes() {
        String dead = cookie("its session over");

        assertNotCleared(ownPage.post(REFRESH));
        assertNotCleared(Person.refresh(dead));
        assertNotCleared(holding(dead, Gate.anonymous()).post(REFRESH));
    }

    @Test
    void changePasswordWhenBrowserThenCookiesGoWithTheSessions() {
        String change =
                """
                {"currentPassword": "%s", "newPassword": "an entirely new one"}
                """
                        .formatted(person.password());
        Http page = person.in(login).with("origin", IdpServer.ISSUER);

        var refused = page.put("/accounts/me/password", change.replace("entirely", "\\u0007"));
        var answer = page.put("/accounts/me/password", change);

        assertThat(refused.status()).isEqualTo(422);
        assertNotCleared(refused);
        assertThat(answer.status()).isEqualTo(204);
        assertCleared(answer);
    }

    @Test
    void changePasswordWhenTokensHeldByClientThenNoCookies() {
        String change =
                """
                {"currentPassword": "%s", "newPassword": "an entirely new one"}
                """
                        .formatted(person.password());

        assertNotCleared(person.in(login).put("/accounts/me/password", change));
    }

    @Test
    void loginWhenTheBrowserHasASessionThenThatOneEnds() {
        String credentials = person.credentials().replace("}", ", \"session\": \"cookie\"}");
        Http browser = holding(login.field("refresh_token"), ownPage);

        var wrong = browser.post("/authentication/login", credentials.replace("secret", "guess"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(isOpen(session)).isTrue();
        var answer = browser.post("/authentication/login", credentials);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(isOpen(session)).isFalse();
        assertThat(denials(session)).isOne();
    }

    private String cookie(String state) {
        String token = login.field("refresh_token");
        switch (state) {
            case "used" -> Person.refresh(token);
            case "used long ago" -> Person.refresh(Person.refresh(token).field("refresh_token"));
            case "expired" ->
                    Rows.update(
                            "UPDATE sessions SET idle_expires_at = now() - INTERVAL '1 second'"
                                    + " WHERE id = ?",
                            session);
            case "its session over" -> person.in(login).post(LOGOUT);
            case "its account disabled" ->
                    Gate.admin()
                            .put(
                                    "/admin/users/" + person.id() + "/enabled",
                                    "{\"enabled\": false}");
            default -> {
                // As it was issued.
            }
        }
        return switch (state) {
            case "forged" ->
                    token.substring(0, 50)
                            + (token.charAt(50) == 'A' ? "B" : "A")
                            + token.substring(51);
            case "malformed" -> "nonsense";
            case "empty" -> "";
            case "none" -> "absent";
            default -> token;
        };
    }

    private static Http holding(String cookie, Http gate) {
        return cookie.equals("absent")
                ? gate
                : gate.with("cookie", "__Host-gatehouse-refresh=" + cookie);
    }

    private static UUID session(HttpAnswer login) {
        return UUID.fromString(Person.claim(login, "sid"));
    }

    private static boolean isOpen(UUID session) {
        return Rows.count("SELECT count(*) FROM sessions WHERE id = ?", session) == 1;
    }

    private static long denials(UUID session) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                session.toString());
    }

    private static void assertCleared(HttpAnswer answer) {
        assertThat(answer.headers().allValues("set-cookie"))
                .containsExactlyInAnyOrder(
                        "__Host-gatehouse=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
                        "__Host-gatehouse-refresh=; Path=/; Max-Age=0; Secure; HttpOnly;"
                                + " SameSite=Lax");
    }

    private static void assertNotCleared(HttpAnswer answer) {
        assertThat(answer.headers().allValues("set-cookie")).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a right password a second page asks for a code; it holds no password, and counts once. */
@ExtendWith(IdpServer.class)
class CodePageIT {
    private static final String SESSION = "__Host-gatehouse-session";
    private static final String DEVICE = "__Host-gatehouse-device";
    private static final Pattern HALF =
            Pattern.compile("<input type=\"hidden\" name=\"half\" value=\"([^\"]*)\">");

    private final Person person = Person.register();
    private final Authenticator authenticator = Authenticator.enrol(person);
    private final Browser browser = new Browser();

    @Test
    void pageWhenThePasswordIsRightThenItAsksForACodeAndHoldsNoPassword() {
        var page = browser.signIn(person, Flow.cli());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("form-action 'self' http://127.0.0.1:53127;");
        assertThat(page.text())
                .contains(
                        "<form id=\"sign-in-code\" method=\"post\"",
                        "<label for=\"code\">",
                        "autocomplete=\"one-time-code\"",
                        "<button id=\"submit\"")
                .doesNotContain(person.password(), "<script", "style=");
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(browser.cookie(DEVICE)).isEmpty();
        assertThat(browserSessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void pageWhenALanguageIsWantedThenInIt(String language) {
        var page = browser.signIn(person, Flow.cli().with("ui_locales", language));

        assertThat(page.text())
                .contains("<html lang=\"" + language + "\">")
                .contains(language.equals("de") ? "Code eingeben" : "Enter a code");
    }

    @Test
    void codeWhenRightThenSignedInAndTheTokensSayHow() {
        var answer = send(browser.signIn(person, Flow.cli()), authenticator.next());

        assertThat(parameters(answer)).containsKey("code");
        assertThat(browser.cookie(SESSION)).isPresent();
        assertThat(browser.cookie(DEVICE)).isPresent();
        var tokens = Flow.granted(Flow.exchange(parameters(answer).get("code")).post(Flow.TOKEN));
        for (String token : List.of("id_token", "access_token")) {
            assertThat(Flow.claims(tokens, token).getClaims())
                    .containsEntry("acr", "2")
                    .containsEntry("amr", List.of("pwd", "otp"));
        }
        // Who is signed in so goes straight back from then on.
        assertThat(parameters(browser.signIn(person, Flow.cli()))).containsKey("code");
    }

    @Test
    void codeWhenForRecoveryThenSignedIn() {
        var page = browser.signIn(person, Flow.cli());

        assertThat(parameters(send(page, recovery(0)))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "guess"})
    void codeWhenWrongThenAskedForAgain(String code) {
        var answer = send(browser.signIn(person, Flow.cli()), code);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("role=\"alert\"", "The code is not right");
        assertThat(browserSessions()).isZero();
        assertThat(parameters(send(answer, authenticator.next()))).containsKey("code");
    }

    @Test
    void codeWhenTooManyWereTriedThenThePageSaysSo() {
        var page = browser.signIn(person, Flow.cli());
        for (int i = 0; i < 10; i++) {
            assertThat(send(page, "guess").status()).isEqualTo(403);
        }

        var answer = send(page, authenticator.next());

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).hasValue("300");
        assertThat(answer.text()).contains("<form id=\"sign-in-code\"", "too many attempts");
        assertThat(browserSessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "used before",
                "earlier than it was",
                "of another request",
                "of another browser",
                "of another account",
                "with another account in it",
                "with another tag",
                "later than it was",
                "without a tag",
                "of another form",
                "after a new password",
                "after the account was disabled",
                "after a change of roles",
                "after a sign-in elsewhere"
            })
    void halfWhenItDoesNotCountThenThePasswordIsAskedForAgain(String what) {
        var page = browser.signIn(person, Flow.cli());
        String half = half(page);
        String[] parts = half.split("\\.", -1);
        switch (what) {
            case "used before" ->
                    assertThat(send(page, authenticator.next()).status()).isEqualTo(303);
            case "earlier than it was" ->
                    half = parts[0] + "." + (Long.parseLong(parts[1]) - 301) + "." + parts[2];
            case "of another request" ->
                    half = half(browser.signIn(person, Flow.cli().with("state", "another")));
            case "of another browser" -> half = half(new Browser().signIn(person, Flow.cli()));
            case "of another account" -> {
                var other = Person.register();
                Authenticator.enrol(other);
                half = half(new Browser().signIn(other, Flow.cli()));
            }
            case "with another account in it" -> {
                var other = Person.register();
                Authenticator.enrol(other);
                half = other.id() + "." + parts[1] + "." + parts[2];
            }
            case "with another tag" ->
                    half = parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length());
            case "later than it was" ->
                    half = parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2];
            case "without a tag" -> half = parts[0] + "." + parts[1];
            case "of another form" -> half = "x";
            case "after a new password" -> changePassword();
            case "after the account was disabled" -> admin("enabled", "{\"enabled\": false}");
            case "after a change of roles" ->
                    admin("roles", "{\"roles\": [\"customer\", \"payment\"]}");
            default -> assertThat(authenticator.login(recovery(1)).status()).isEqualTo(200);
        }
        long before = browserSessions();

        var answer = browser.submit(page, "half", half, "code", recovery(0));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text())
                .contains("<form id=\"sign-in\"", "That took too long", "name=\"password\"");
        assertThat(browserSessions()).isEqualTo(before);
    }

    /** What does not count does not count against the owner either. */
    @Test
    void halfWhenItIsMadeUpThenNoCodeIsCounted() {
        var page = browser.signIn(person, Flow.cli());
        String made = person.id() + "." + half(page).split("\\.", -1)[1] + "." + "A".repeat(43);
        for (int i = 0; i < 12; i++) {
            browser.submit(page, "half", made, "code", "000000");
        }

        assertThat(parameters(send(page, authenticator.next()))).containsKey("code");
    }

    @Test
    void codeWhenAHundredComeAtOnceThenOneSignsIn() {
        var page = browser.signIn(person, Flow.cli());
        String half = half(page);
        String csrf = page.text().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]*)\".*", "$1");
        String action =
                page.text().replaceAll("(?s).*action=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
        Form form = Form.of("csrf", csrf, "half", half, "code", authenticator.next());

        List<Integer> statuses =
                Parallel.times(100, () -> form.post(browser.gate(), action).status());

        assertThat(Collections.frequency(statuses, 303)).isOne();
        assertThat(browserSessions()).isOne();
    }

    @Test
    void formWhenItComesFromAnotherSiteThenThePasswordIsAskedForAgain() {
        var page = browser.signIn(person, Flow.cli());

        var answer = browser.submit(page, "csrf", "made up", "code", authenticator.next());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("<form id=\"sign-in\"");
        assertThat(browserSessions()).isZero();
    }

    @Test
    void codeWhenSignedInForADeviceThenItCanBeAllowed() {
        var begun = Device.begin();
        var signIn = browser.get(location(browser.get(Device.link(begun))));
        var page =
                browser.submit(
                        signIn, "username", person.username(), "password", person.password());
        assertThat(page.text()).contains("<form id=\"sign-in-code\"");

        var question = browser.get(location(send(page, authenticator.next())));
        browser.submit(question, "decision", "allow");

        var tokens = Flow.granted(Device.poll(begun).post(Flow.TOKEN));
        assertThat(Flow.claims(tokens, "access_token").getClaims()).containsEntry("acr", "2");
    }

    private HttpAnswer send(HttpAnswer page, String code) {
        return browser.submit(page, "code", code);
    }

    private String recovery(int index) {
        return authenticator.recoveryCodes().get(index);
    }

    private static String half(HttpAnswer page) {
        Matcher half = HALF.matcher(page.text());
        assertThat(half.find()).as(page.text()).isTrue();
        return half.group(1);
    }

    private void changePassword() {
        String change =
                """
                {"currentPassword": "%s", "newPassword": "another %s", "code": "%s"}
                """
                        .formatted(person.password(), person.password(), authenticator.code());
        assertThat(person.gate().put("/accounts/me/password", change).status()).isEqualTo(204);
    }

    private void admin(String part, String body) {
        var answer = Gate.admin().put("/admin/users/" + person.id() + "/" + part, body);
        assertThat(answer.status()).isEqualTo(200);
    }

    private long browserSessions() {
        return Rows.count(
                "SELECT count(*) FROM browser_sessions WHERE account_id = ?", person.id());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on which people register: what it shows, what its form takes, and where it leads. */
@ExtendWith(IdpServer.class)
class SignUpPageIT {
    private static final String SESSION = "__Host-gatehouse-session";
    private static final String FORM = "__Host-gatehouse-form";

    private final String username = "p-" + UUID.randomUUID();
    private final String email = username + "@example.org";
    private final String password = "secret of " + username;
    private final Browser browser = new Browser();

    @Test
    void pageWhenReachedFromTheSignInPageThenPlainHtmlWithADescriptionOfEachField() {
        var signIn = browser.get(location(authorize(Flow.cli())));
        assertThat(signIn.text()).contains("<a id=\"sign-up\" href=\"/oauth2/sign-up?request=");

        var page = page(Flow.cli());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("content-security-policy"))
                .hasValue(
                        "default-src 'none'; style-src 'self';"
                                + " form-action 'self' http://127.0.0.1:53127; base-uri 'none';"
                                + " frame-ancestors 'none'");
        assertThat(page.text())
                .contains(
                        "<html lang=\"en\">",
                        "<form id=\"sign-up\" method=\"post\" action=\"/oauth2/sign-up?request=",
                        "<label for=\"username\">",
                        "aria-describedby=\"username-hint\">",
                        "<label for=\"email\">",
                        "<label for=\"password\">",
                        "autocomplete=\"new-password\"",
                        "aria-describedby=\"password-hint\">",
                        "<a id=\"sign-in\" href=\"/oauth2/sign-in?request=")
                .doesNotContain("<script", "style=", "onclick", "aria-invalid", "class=\"error\"");
    }

    @Test
    void pageWhenInGermanThenAllOfItIs() {
        var page = page(Flow.cli().with("ui_locales", "de"));

        assertThat(page.text()).contains("<html lang=\"de\">", "<h1>Konto anlegen</h1>");
    }

    @Test
    void signUpWhenRightThenSignedInAndOnToTheClient() {
        var answer = submit(page(Flow.cli()));

        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(answer.headers().allValues("set-cookie"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(SESSION + "=");
        var tokens = Flow.granted(Flow.exchange(parameters(answer).get("code")).post(Flow.TOKEN));
        assertThat(Flow.claims(tokens, "id_token").getClaims())
                .containsEntry("preferred_username", username)
                .containsEntry("email", email)
                .containsEntry("roles", List.of("customer"));
        assertThat(parameters(authorize(Flow.cli().with("prompt", "none")))).containsKey("code");
        assertThat(new Person(UUID.randomUUID(), username, email, password).login().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "login consent"})
    void signUpWhenConsentIsNeededThenTheQuestionFollows(String prompt) {
        var answer = submit(page(Flow.stranger().with("prompt", prompt)));

        var page = browser.get(location(answer));
        assertThat(page.text()).contains("<strong id=\"account\">" + username + "</strong>");
        assertThat(parameters(browser.submit(page, "decision", "allow"))).containsKey("code");
    }

    @Test
    void signUpWhenForADeviceThenTheQuestionFollows() {
        var begun = Device.begin();
        String url = location(browser.get(Device.link(begun))).replace("sign-in", "sign-up");

        var answer = submit(browser.get(url));

        assertThat(location(answer)).isEqualTo(Device.link(begun));
    }

    @Test
    void signUpWhenSomebodyElseIsSignedInThenTheirSessionEnds() {
        var other = Person.register();
        var tokens = Flow.tokens(browser, other);

        submit(page(Flow.cli().with("prompt", "login")));

        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
    }

    /** Each beside its field, with what was typed but for the password. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username | ab | This cannot be a user name.",
                "username | '' | This cannot be a user name.",
                "username | \"><b> | This cannot be a user name.",
                "email | nobody | This is no e-mail address",
                "email | '' | This is no e-mail address",
                "password | '' | This password is too short.",
                "password | short | This password is too short.",
                "password | password | Too many people use this password.",
            })
    void signUpWhenAFieldBreaksARuleThenSaidBesideIt(String field, String value, String text) {
        var answer = send(page(Flow.cli()), fields().with(field, value));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text())
                .contains("<p class=\"error\" id=\"" + field + "-error\">" + text)
                .containsPattern(
                        "<input id=\""
                                + field
                                + "\"[^>]* aria-describedby=\"[^\"]*"
                                + field
                                + "-error\" aria-invalid=\"true\">")
                .doesNotContain(password, "<b>");
        assertThat(answer.text().split("aria-invalid", -1)).hasSize(2);
        if (!field.equals("username")) {
            assertThat(answer.text()).contains("value=\"" + username + "\"");
        }
        assertThat(accounts()).isZero();
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(parameters(submit(answer))).containsKey("code");
    }

    @Test
    void signUpWhenThePasswordIsTheOwnNameOrTooLongOrUnprintableThenSaid() {
        assertThat(withPassword(username)).contains("is your user name or e-mail address");
        assertThat(withPassword("x".repeat(129))).contains("128 characters are the most");
        assertThat(withPassword("a\tb and more")).contains("characters that cannot be seen");
    }

    /** As at registration, it is not said which of the two. */
    @ParameterizedTest
    @ValueSource(strings = {"username", "email"})
    void signUpWhenANameIsTakenThenSaidAndNobodyIsSignedIn(String field) {
        var other = Person.register();
        String taken = field.equals("username") ? other.username() : other.email();

        var answer = send(page(Flow.cli()), fields().with(field, taken));

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.text())
                .contains("The user name or the e-mail address is taken.")
                .doesNotContain(password);
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void signUpWhenSentManyTimesAtOnceThenOneAccount() {
        var page = page(Flow.cli());
        String action = action(page);
        Form form = fields().with("csrf", token(page));

        var answers = Parallel.times(10, () -> form.post(browser.gate(), action));

        assertThat(answers.stream().filter(answer -> answer.status() == 303)).hasSize(1);
        assertThat(answers).extracting(HttpAnswer::status).containsOnly(303, 409);
        assertThat(accounts()).isOne();
    }

    /** Another site can make a browser send a form, but neither read its cookie nor the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no token",
                "wrong token",
                "token of another browser",
                "token of another request",
                "token of the sign-in page",
                "no cookie",
                "another cookie"
            })
    void signUpWhenTheFormIsNotOfThisBrowserThenThePageOnceMore(String what) {
        var page = page(Flow.cli());
        String token =
                switch (what) {
                    case "no token" -> "";
                    case "wrong token" -> "A".repeat(43);
                    case "token of another browser" -> token(page(new Browser(), Flow.cli()));
                    case "token of another request" -> token(page(Flow.web()));
                    case "token of the sign-in page" ->
                            token(browser.get(action(page).replace("sign-up", "sign-in")));
                    default -> token(page);
                };
        if (what.endsWith("cookie")) {
            browser.set(FORM, what.startsWith("no") ? "" : "a".repeat(43));
        }

        var answer = browser.post(action(page), fields().with("csrf", token));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("open for too long").doesNotContain(password);
        assertThat(accounts()).isZero();
        assertThat(parameters(submit(answer))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=other", "password=other", "csrf=other", "a=%ff", "a=%00"})
    void signUpWhenTheFormCannotBeReadThenAPage(String more) {
        var page = page(Flow.cli());
        Form form = fields().with("csrf", token(page));

        var answer = Form.post(browser.gate(), action(page), form.encoded() + "&" + more);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(accounts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?request=", "?request=!!!", "?request=AAAA", "?user_code=A1"})
    void pageWhenTheRequestIsNoneThenAnErrorPage(String query) {
        var answer = browser.get("/oauth2/sign-up" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("<form");
    }

    /** A new account could only be refused to the client afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"id_token_hint", "claims"})
    void pageWhenTheClientExpectsSomebodyThenTheSignInPage(String how) {
        var known = Person.register();
        String value =
                how.equals("claims")
                        ? "{\"id_token\": {\"sub\": {\"value\": \"%s\"}}}".formatted(known.id())
                        : Flow.tokens(new Browser(), known).field("id_token");
        Form request = Flow.cli().with(how, value);
        String url = location(authorize(request)).replace("sign-in", "sign-up");
        var signIn = browser.get(location(authorize(request)));

        assertThat(signIn.text()).doesNotContain("sign-up");
        assertThat(location(browser.get(url))).startsWith("/oauth2/sign-in?");
        assertThat(location(browser.post(url, fields().with("csrf", token(signIn)))))
                .startsWith("/oauth2/sign-in?");
        assertThat(accounts()).isZero();
    }

    private String withPassword(String wanted) {
        var answer = send(page(Flow.cli()), fields().with("password", wanted));
        assertThat(answer.status()).isEqualTo(422);
        return answer.text();
    }

    private Form fields() {
        return Form.of("username", username, "email", email, "password", password);
    }

    private HttpAnswer submit(HttpAnswer page) {
        return send(page, fields());
    }

    private HttpAnswer send(HttpAnswer page, Form form) {
        return browser.post(action(page), form.with("csrf", token(page)));
    }

    private HttpAnswer page(Form request) {
        return page(browser, request);
    }

    private static HttpAnswer page(Browser browser, Form request) {
        String signIn = location(browser.get("/oauth2/authorize?" + request.encoded()));
        return browser.get(signIn.replace("sign-in", "sign-up"));
    }

    private HttpAnswer authorize(Form request) {
        return browser.get("/oauth2/authorize?" + request.encoded());
    }

    private static String token(HttpAnswer page) {
        String before = "name=\"csrf\" value=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
    }

    private static String action(HttpAnswer page) {
        String before = " action=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
    }

    private long accounts() {
        return Rows.count("SELECT count(*) FROM accounts WHERE username = ?", username);
    }
}

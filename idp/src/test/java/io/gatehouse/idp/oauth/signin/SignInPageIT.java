// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in page: what it shows, what its form takes, and whose form it takes. */
@ExtendWith(IdpServer.class)
class SignInPageIT {
    private static final String SESSION = "__Host-gatehouse-session";
    private static final String FORM = "__Host-gatehouse-form";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void pageWhenShownThenPlainHtmlThatLoadsNothingButItsStyle() {
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
                        "<form id=\"sign-in\" method=\"post\"",
                        "<input id=\"username\" name=\"username\"",
                        "<input id=\"password\" name=\"password\"",
                        "<input type=\"hidden\" name=\"csrf\"",
                        "<button id=\"submit\"")
                .doesNotContain("<script", "style=", "onclick");
        assertThat(Gate.anonymous().get("/docs/sign-in.css").status()).isEqualTo(200);
    }

    @Test
    void pageWhenNamesComeFromOutsideThenEscaped() {
        var page = page(Flow.cli().with("login_hint", "\"><script>alert(1)</script>"));

        assertThat(page.text())
                .contains("Terminal &lt;b&gt;&amp;amp;")
                .contains("value=\"&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script", "<b>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | en",
                "'' | de | de",
                "'' | de-AT;q=0.5, fr | de",
                "'' | fr | en",
                "'' | en;q=0.1, de;q=0.9 | de",
                "'' | ;;; | en",
                "de | en | de",
                "fr de | en | de",
                "fr | de | de",
                "xx-!!! | de | de",
            })
    void pageWhenALanguageIsWantedThenTheBestThereIs(String wanted, String accept, String lang) {
        String url = location(authorize(Flow.cli().with("ui_locales", wanted)));

        var page = Gate.anonymous().with("accept-language", accept).get(url);

        assertThat(page.text()).contains("<html lang=\"" + lang + "\">");
    }

    @Test
    void signInWhenTheRedirectIsAnIpv6AddressThenItsSchemeIsNamed() {
        var page = page(Flow.cli().with("redirect_uri", "http://[::1]:8080/callback"));

        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("form-action 'self' http:;");
    }

    @ParameterizedTest
    @CsvSource({"wrong password, right", "right, wrong", "'', ''", "right, ''", "'', right"})
    void signInWhenSomethingIsWrongThenTheSameAnswerAndNoSession(String name, String password) {
        var answer =
                browser.submit(
                        page(Flow.cli()),
                        "username",
                        name.equals("right") ? person.username() : name,
                        "password",
                        password.equals("right") ? person.password() : password);

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text())
                .contains("The user name or the password is wrong.")
                .doesNotContain(person.password());
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(sessions()).isZero();
        assertThat(parameters(submit(answer))).containsKey("code");
    }

    @Test
    void signInWhenRefusedThenTheNameStaysWhereItWasTypedAndIsEscaped() {
        var answer =
                browser.submit(
                        page(Flow.cli()), "username", "\"><script>", "password", "not this one");

        assertThat(answer.text())
                .contains("value=\"&quot;&gt;&lt;script&gt;\"")
                .doesNotContain("<script", "not this one");
    }

    @Test
    void signInWhenTheAccountIsDisabledThenAsIfThePasswordWereWrong() {
        Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");

        var answer = submit(page(Flow.cli()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("The user name or the password is wrong.");
    }

    @Test
    void signInWhenRightThenSeeOtherAndASessionUnderANewSecret() {
        var answer = submit(page(Flow.cli()));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().allValues("set-cookie"))
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        "__Host-gatehouse-session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000;"
                                + " Secure; HttpOnly; SameSite=Lax");
        assertThat(sessions()).isOne();
    }

    @Test
    void signInWhenAgainThenTheSameSessionUnderANewSecretAndItsClientsStay() {
        var tokens = Flow.tokens(browser, person);
        String old = browser.cookie(SESSION).orElseThrow();

        var answer = submit(page(Flow.cli().with("prompt", "login")));

        assertThat(parameters(answer)).containsKey("code");
        assertThat(browser.cookie(SESSION).orElseThrow()).isNotEqualTo(old);
        assertThat(sessions()).isOne();
        assertThat(Flow.refresh(tokens.field("refresh_token")).status()).isEqualTo(200);
        browser.set(SESSION, old);
        assertThat(location(authorize(Flow.cli()))).startsWith("/oauth2/sign-in?");
    }

    @Test
    void signInWhenAnotherPersonThenTheOlderSessionEndsWithItsClients() {
        var tokens = Flow.tokens(browser, person);
        var other = Person.register();

        browser.signIn(other, Flow.cli().with("prompt", "select_account"));

        assertThat(sessions()).isZero();
        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
        assertThat(denials(tokens)).isOne();
    }

    /** Another site can make a browser send a form, but neither read its cookie nor the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no token",
                "wrong token",
                "token of another browser",
                "token of another request",
                "no cookie",
                "another cookie"
            })
    void signInWhenTheFormIsNotOfThisBrowserThenThePageOnceMore(String what) {
        var page = page(Flow.cli());
        String token =
                switch (what) {
                    case "no token" -> "";
                    case "wrong token" -> changed(token(page));
                    case "token of another browser" -> token(page(new Browser(), Flow.cli()));
                    case "token of another request" -> token(page(Flow.web()));
                    default -> token(page);
                };
        if (what.endsWith("cookie")) {
            browser.set(FORM, what.startsWith("no") ? "" : "a".repeat(43));
        }

        var answer =
                browser.submit(
                        page,
                        "csrf",
                        token,
                        "username",
                        person.username(),
                        "password",
                        person.password());

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("open for too long");
        assertThat(sessions()).isZero();
        assertThat(parameters(submit(answer))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=other", "password=other", "csrf=other", "a=%ff", "a=%00"})
    void signInWhenTheFormCannotBeReadThenAPage(String more) {
        var page = page(Flow.cli());
        String url = location(authorize(Flow.cli()));
        var form =
                Form.of(
                        "username", person.username(),
                        "password", person.password(),
                        "csrf", token(page));

        var answer = Form.post(browser.gate(), url, form.encoded() + "&" + more);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(sessions()).isZero();
    }

    /** Nobody can make the page lead elsewhere than to a client of ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?request=",
                "?request=!!!",
                "?request=AAAA",
                "?request=Y2xpZW50X2lkPW5vYm9keQ",
            })
    void pageWhenTheRequestIsNoneThenAnErrorPage(String query) {
        var answer = browser.get("/oauth2/sign-in" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("<form");
    }

    @Test
    void pageWhenTheRequestWasChangedThenTheSameRulesAsBefore() {
        String evil = pack(Flow.cli().with("redirect_uri", "https://evil.example/"));
        String plain = pack(Flow.cli().with("code_challenge_method", "plain"));

        assertThat(browser.get("/oauth2/sign-in?request=" + evil).status()).isEqualTo(400);
        assertThat(parameters(browser.get("/oauth2/sign-in?request=" + plain)))
                .containsEntry("error", "invalid_request");
    }

    static String pack(Form request) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(request.encoded().getBytes(US_ASCII));
    }

    private HttpAnswer submit(HttpAnswer page) {
        return browser.submit(page, "username", person.username(), "password", person.password());
    }

    private HttpAnswer page(Form request) {
        return page(browser, request);
    }

    private static HttpAnswer page(Browser browser, Form request) {
        return browser.get(location(browser.get("/oauth2/authorize?" + request.encoded())));
    }

    private HttpAnswer authorize(Form request) {
        return browser.get("/oauth2/authorize?" + request.encoded());
    }

    private static String token(HttpAnswer page) {
        String before = "name=\"csrf\" value=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
    }

    private static String changed(String token) {
        return (token.startsWith("x") ? "y" : "x") + token.substring(1);
    }

    private long sessions() {
        return Rows.count(
                "SELECT count(*) FROM browser_sessions WHERE account_id = ?", person.id());
    }

    private static long denials(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid")));
    }
}

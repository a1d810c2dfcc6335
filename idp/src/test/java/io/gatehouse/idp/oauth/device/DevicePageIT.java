// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import static io.gatehouse.idp.oauth.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on which a person decides on a device: what it shows, and whose decision it takes. */
@ExtendWith(IdpServer.class)
class DevicePageIT {
    private static final String FORM = "__Host-gatehouse-form";
    private static final String SESSION = "__Host-gatehouse-session";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final Person person = Person.register();
    private final Browser browser = new Browser();
    private final HttpAnswer begun = Device.begin();

    @Test
    void pageWhenShownThenPlainHtmlThatAsksForACode() {
        var page = browser.get(Device.PAGE);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("content-security-policy")).hasValue(POLICY);
        assertThat(page.text())
                .contains(
                        "<html lang=\"en\">",
                        "<form id=\"device\" method=\"get\" action=\"/oauth2/device\">",
                        "<input id=\"user_code\" name=\"user_code\"",
                        "<button id=\"submit\"")
                .doesNotContain("<script", "style=", "onclick");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT;q=0.5, fr | de | Welchen Code zeigt",
                "fr | en | Which code does the device",
            })
    void pageWhenALanguageIsWantedThenTheBestThereIs(String accept, String lang, String text) {
        var page = Gate.anonymous().with("accept-language", accept).get(Device.PAGE);

        assertThat(page.text()).contains("<html lang=\"" + lang + "\">", text);
    }

    @Test
    void pageWhenSomebodyIsSignedInThenNamesWhatIsAskedAndNothingIsAllowedYet() {
        var page = Device.question(browser, person, begun);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("content-security-policy")).hasValue(POLICY);
        assertThat(page.text())
                .contains(
                        "<strong id=\"client\">Terminal &lt;b&gt;&amp;amp;</strong>",
                        "<p class=\"code\" id=\"code\">" + begun.field("user_code") + "</p>",
                        "<strong id=\"account\">" + person.username() + "</strong>",
                        "<li>an identifier by which it knows you again</li>",
                        "<li>your user name and your roles</li>",
                        "<li>your e-mail address</li>",
                        "<form id=\"confirm\" method=\"post\" action=\"/oauth2/device\">",
                        "<button id=\"allow\"",
                        "<button id=\"deny\"")
                .doesNotContain("<script", "style=", "onclick", "<b>");
        Flow.refused(poll(), 400, "authorization_pending");
    }

    @Test
    void pageWhenInGermanThenAllOfItIs() {
        Device.question(browser, person, begun);

        var page = browser.gate().with("accept-language", "de").get(Device.link(begun));

        assertThat(page.text())
                .contains("<html lang=\"de\">", "<li>Ihre E-Mail-Adresse</li>", "Ablehnen");
    }

    @Test
    void pageWhenAScopeIsTheClientsOwnThenByItsName() {
        var television =
                Form.of("scope", "openid pictures")
                        .post(Device.AUTHORIZATION, Clients.TELEVISION, Clients.TELEVISION_SECRET);

        var page = Device.question(browser, person, television);

        assertThat(page.text())
                .contains("<strong id=\"client\">television</strong>", "<li>pictures</li>")
                .doesNotContain("e-mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s-%s", "%s%s", "%s %s", " %s - %s "})
    void codeWhenTypedInAnyWayThenTheQuestion(String form) {
        browser.signIn(person, Flow.cli());
        String[] halves = begun.field("user_code").split("-", -1);
        String typed = form.formatted(halves[0].toLowerCase(Locale.ROOT), halves[1]);

        var page = enter(typed);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<form id=\"confirm\"", begun.field("user_code"));
    }

    /** Nobody learns whether a code is known who has no account. */
    @Test
    void codeWhenNobodyIsSignedInThenTheSignInPageForAnyCode() {
        String unknown = "BBBB-BBBB";

        assertThat(location(browser.get(Device.link(begun))))
                .isEqualTo("/oauth2/sign-in?user_code=" + begun.field("user_code"));
        assertThat(location(enter(unknown))).isEqualTo("/oauth2/sign-in?user_code=" + unknown);
    }

    @Test
    void signInWhenForADeviceThenSaysSoAndComesBack() {
        var page = browser.get(location(browser.get(Device.link(begun))));
        assertThat(page.header("content-security-policy")).hasValue(POLICY);
        assertThat(page.text()).contains("<strong>Connect a device</strong>");

        var wrong = browser.submit(page, "username", person.username(), "password", "wrong");
        var right =
                browser.submit(wrong, "username", person.username(), "password", person.password());

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.text()).contains("The user name or the password is wrong.");
        assertThat(location(right)).isEqualTo(Device.link(begun));
        assertThat(right.headers().allValues("set-cookie").getFirst()).startsWith(SESSION);
        assertThat(browser.get(location(right)).text()).contains("<form id=\"confirm\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?user_code=", "?user_code=x", "?user_code=AAAA-AAAA"})
    void signInWhenTheCodeIsNoneThenAnErrorPage(String query) {
        var answer = browser.get("/oauth2/sign-in" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("<form");
    }

    /** One answer, so that nobody learns which codes there are or were. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown", "no code", "expired", "allowed", "denied", "used"})
    void codeWhenItLeadsNowhereThenOneAnswer(String what) {
        browser.signIn(person, Flow.cli());
        String code =
                switch (what) {
                    case "unknown" -> "BBBB-BBBB";
                    case "no code" -> "A1";
                    default -> begun.field("user_code");
                };
        switch (what) {
            case "expired" -> expire();
            case "allowed" -> Device.decide(browser, person, begun, "allow");
            case "denied" -> Device.decide(browser, person, begun, "deny");
            case "used" -> {
                Device.decide(browser, person, begun, "allow");
                Flow.granted(poll());
            }
            default -> {}
        }

        var answer = enter(code);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text().replace(code, "BBBB-BBBB"))
                .isEqualTo(enter("BBBB-BBBB").text())
                .contains("This code is not known, or not good any more.")
                .doesNotContain("Terminal");
    }

    @Test
    void codeWhenTypedIsHtmlThenEscaped() {
        var answer = enter("\"><script>alert(1)</script>");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("value=\"&quot;&gt;&lt;script")
                .doesNotContain("<script");
    }

    @Test
    void decideWhenAllowedThenSaysSoOnce() {
        var page = Device.question(browser, person, begun);

        var first = browser.submit(page, "decision", "allow");
        var second = browser.submit(page, "decision", "deny");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).contains("<p id=\"device-allowed\">");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text()).contains("This code is not known");
        Flow.granted(poll());
    }

    @Test
    void decideWhenDeniedThenSaysSoAndTheDeviceIsTold() {
        var answer = Device.decide(browser, person, begun, "deny");

        assertThat(answer.text()).contains("<p id=\"device-denied\">");
        Flow.refused(poll(), 400, "access_denied");
    }

    @Test
    void decideWhenExpiredMeanwhileThenNothingIsAllowed() {
        var page = Device.question(browser, person, begun);
        expire();

        var answer = browser.submit(page, "decision", "allow");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("This code is not known");
        Flow.refused(poll(), 400, "expired_token");
    }

    @Test
    void decideWhenManyAtOnceThenOneDecision() {
        var page = Device.question(browser, person, begun);
        String csrf = token(page);

        List<HttpAnswer> answers =
                Parallel.times(
                        20,
                        () ->
                                decision("allow")
                                        .with("csrf", csrf)
                                        .post(browser.gate(), Device.PAGE));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers).extracting(HttpAnswer::status).containsOnly(200, 400);
    }

    /** Another site can make a browser send a form, but neither read its cookie nor the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no token",
                "wrong token",
                "token of another browser",
                "token of another code",
                "token of another form",
                "no cookie",
                "another cookie"
            })
    void decideWhenTheFormIsNotOfThisBrowserThenTheQuestionOnceMore(String what) {
        var page = Device.question(browser, person, begun);
        String token =
                switch (what) {
                    case "no token" -> "";
                    case "wrong token" -> changed(token(page));
                    case "token of another browser" ->
                            token(Device.question(new Browser(), person, begun));
                    case "token of another code" ->
                            token(Device.question(browser, person, Device.begin()));
                    case "token of another form" -> token(browser.get("/oauth2/logout"));
                    default -> token(page);
                };
        if (what.endsWith("cookie")) {
            browser.set(FORM, what.startsWith("no") ? "" : "a".repeat(43));
        }

        var answer = browser.submit(page, "csrf", token, "decision", "allow");

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("open for too long");
        Flow.refused(poll(), 400, "authorization_pending");
        assertThat(browser.submit(answer, "decision", "allow").status()).isEqualTo(200);
        Flow.granted(poll());
    }

    /** The page that was open says whose account it is. */
    @Test
    void decideWhenAnotherPersonSignedInMeanwhileThenTheQuestionOnceMore() {
        var page = Device.question(browser, person, begun);
        var other = Person.register();
        browser.signIn(other, Flow.cli().with("prompt", "login"));

        var answer = browser.submit(page, "decision", "allow");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains(other.username()).doesNotContain(person.username());
        Flow.refused(poll(), 400, "authorization_pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed out", "disabled", "forged cookie"})
    void decideWhenNobodyIsSignedInAnyMoreThenTheSignInPage(String how) {
        var page = Device.question(browser, person, begun);
        switch (how) {
            case "signed out" -> browser.submit(browser.get("/oauth2/logout"));
            case "disabled" ->
                    Gate.admin()
                            .put(
                                    "/admin/users/" + person.id() + "/enabled",
                                    "{\"enabled\": false}");
            default -> browser.set(SESSION, "a".repeat(43));
        }

        var answer = browser.submit(page, "decision", "allow");

        assertThat(location(answer)).startsWith("/oauth2/sign-in?user_code=");
        Flow.refused(poll(), 400, "authorization_pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision=",
                "decision=Allow",
                "decision=allow&decision=deny",
                "decision=allow&user_code=BBBB-BBBB",
                "decision=allow&a=%ff",
                "decision=allow&a=%00"
            })
    void decideWhenTheFormCannotBeReadThenAPage(String more) {
        var page = Device.question(browser, person, begun);
        Form form = Form.of("csrf", token(page), "user_code", begun.field("user_code"));

        var answer = Form.post(browser.gate(), Device.PAGE, form.encoded() + "&" + more);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        Flow.refused(poll(), 400, "authorization_pending");
    }

    @Test
    void decideWhenItIsNoFormThenAPage() {
        var gate = browser.gate();
        var json =
                gate.send(
                        gate.request(Device.PAGE)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(json.status()).isEqualTo(400);
        assertThat(json.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(decision("allow").with("user_code", "").post(gate, Device.PAGE).status())
                .isEqualTo(400);
    }

    private Form decision(String decision) {
        return Form.of("user_code", begun.field("user_code"), "decision", decision);
    }

    private HttpAnswer enter(String code) {
        String typed = URLEncoder.encode(code, StandardCharsets.UTF_8);
        return browser.get(Device.PAGE + "?user_code=" + typed);
    }

    private HttpAnswer poll() {
        return Device.poll(begun).post(Flow.TOKEN);
    }

    private void expire() {
        Rows.update(
                "UPDATE device_authorizations SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE user_code = ?",
                begun.field("user_code").replace("-", ""));
    }

    private static String token(HttpAnswer page) {
        String before = "name=\"csrf\" value=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
    }

    private static String changed(String token) {
        return (token.startsWith("x") ? "y" : "x") + token.substring(1);
    }
}

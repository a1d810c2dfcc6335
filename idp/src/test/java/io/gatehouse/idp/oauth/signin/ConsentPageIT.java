// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that asks for consent: whom it asks, what it shows, and whose decision it takes. */
@ExtendWith(IdpServer.class)
class ConsentPageIT {
    private static final String SESSION = "__Host-gatehouse-session";
    private static final String FORM = "__Host-gatehouse-form";
    private static final Pattern ACTION = Pattern.compile(" action=\"([^\"]*)\"");

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void pageWhenSomebodyElsesClientAsksThenNamesAllThatIsAsked() {
        var page = browser.question(person, Flow.stranger());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("content-security-policy"))
                .hasValue(
                        "default-src 'none'; style-src 'self';"
                                + " form-action 'self' https://stranger.example; base-uri 'none';"
                                + " frame-ancestors 'none'");
        assertThat(page.text())
                .contains(
                        "<html lang=\"en\">",
                        "<strong id=\"client\">Stranger &amp; Sons</strong>",
                        "<strong id=\"account\">" + person.username() + "</strong>",
                        "<strong id=\"origin\">https://stranger.example</strong>",
                        "<li>an identifier by which it knows you again</li>",
                        "<li>your user name and your roles</li>",
                        "<li>your e-mail address</li>",
                        "<form id=\"consent\" method=\"post\" action=\"/oauth2/consent?request=",
                        "<button id=\"allow\"",
                        "<button id=\"deny\"",
                        "<a id=\"other-account\" href=\"/oauth2/sign-in?request=")
                .doesNotContain("<script", "style=", "onclick");
        assertThat(codes()).isZero();
        assertThat(consents()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"de, '', Ablehnen", "'', de, Ablehnen", "fr, fr, Deny"})
    void pageWhenALanguageIsWantedThenTheBestThereIs(String wanted, String accept, String text) {
        browser.signIn(person, Flow.cli());
        String url = location(authorize(Flow.stranger().with("ui_locales", wanted)));

        assertThat(browser.gate().with("accept-language", accept).get(url).text()).contains(text);
    }

    @Test
    void pageWhenAScopeIsTheClientsOwnThenByItsNameAndOnlyWhatItMayHave() {
        var page = browser.question(person, Flow.stranger().with("scope", "openid stock admin"));

        assertThat(page.text()).contains("<li>stock</li>").doesNotContain("e-mail", "admin");
    }

    @Test
    void allowWhenFirstThenACodeAndNobodyIsAskedAgain() {
        var answer = browser.allow(person, Flow.stranger());

        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(location(answer)).startsWith(Clients.STRANGER_REDIRECT);
        assertThat(parameters(answer))
                .containsEntry("state", "st&te=1")
                .containsEntry("iss", IdpServer.ISSUER);
        var tokens = Flow.granted(Flow.strangers(parameters(answer).get("code")).post(Flow.TOKEN));
        assertThat(tokens.field("scope")).isEqualTo("openid profile email");
        assertThat(parameters(authorize(Flow.stranger()))).containsKey("code");
        assertThat(parameters(authorize(Flow.stranger().with("prompt", "none"))))
                .containsKey("code");
        assertThat(parameters(new Browser().signIn(person, Flow.stranger()))).containsKey("code");
    }

    /** Only what was not allowed before is asked for. */
    @Test
    void allowWhenTheScopeIsAnotherThenAskedOnlyForMore() {
        browser.allow(person, Flow.stranger().with("scope", "openid profile"));

        assertThat(parameters(authorize(Flow.stranger().with("scope", "profile openid"))))
                .containsKey("code");
        assertThat(parameters(authorize(Flow.stranger().with("scope", "openid"))))
                .containsKey("code");
        browser.allow(person, Flow.stranger().with("scope", "openid email"));
        assertThat(parameters(authorize(Flow.stranger()))).containsKey("code");
        assertThat(location(authorize(Flow.stranger().with("scope", "openid stock"))))
                .startsWith("/oauth2/consent?");
    }

    /** A token for another service is more, whatever its scope. */
    @Test
    void allowWhenForAnotherServiceThenAskedForThatToo() {
        browser.allow(person, Flow.stranger());
        Form more = Flow.stranger().with("resource", Clients.STOCK);

        assertThat(parameters(authorize(more.with("prompt", "none"))))
                .containsEntry("error", "consent_required");
        assertThat(browser.question(person, more).text()).contains(Clients.STOCK);
        browser.allow(person, more);

        assertThat(parameters(authorize(more))).containsKey("code");
        assertThat(parameters(authorize(Flow.stranger()))).containsKey("code");
    }

    @Test
    void allowWhenAnotherPersonOrClientThenAskedAnew() {
        browser.allow(person, Flow.stranger());

        new Browser().question(Person.register(), Flow.stranger());
        assertThat(parameters(authorize(Flow.cli()))).containsKey("code");
    }

    @ParameterizedTest
    @CsvSource({
        "'', openid, consent_required",
        "openid, openid, ",
        "openid, openid profile, consent_required",
    })
    void authorizeWhenNothingMayBeShownThenConsentIsRequired(
            String allowed, String wanted, String error) {
        browser.signIn(person, Flow.cli());
        if (!allowed.isEmpty()) {
            browser.allow(person, Flow.stranger().with("scope", allowed));
        }

        var answer = authorize(Flow.stranger().with("scope", wanted, "prompt", "none"));

        assertThat(parameters(answer).get("error")).isEqualTo(error);
        assertThat(parameters(answer).containsKey("code")).isEqualTo(error == null);
    }

    @Test
    void authorizeWhenConsentIsWantedThenAskedThoughItWasGivenBefore() {
        browser.allow(person, Flow.stranger());
        Form request = Flow.stranger().with("prompt", "consent");

        assertThat(location(authorize(request))).startsWith("/oauth2/consent?");
        assertThat(parameters(browser.allow(person, request))).containsKey("code");
        assertThat(consents()).isOne();
    }

    @Test
    void authorizeWhenConsentToTheOperatorsClientIsWantedThenAskedAndNotRemembered() {
        browser.signIn(person, Flow.cli());

        var answer = browser.allow(person, Flow.cli().with("prompt", "consent"));

        Flow.granted(Flow.exchange(parameters(answer).get("code")).post(Flow.TOKEN));
        assertThat(consents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "login consent", "select_account", "select_account consent"})
    void authorizeWhenASignInIsWantedThenItComesBeforeTheQuestion(String prompt) {
        browser.signIn(person, Flow.cli());
        Form request = Flow.stranger().with("prompt", prompt);
        assertThat(location(authorize(request))).startsWith("/oauth2/sign-in?");

        assertThat(parameters(browser.allow(person, request))).containsKey("code");
    }

    /** The sign-in counts for the request that wanted it, while the person decides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no tag",
                "wrong tag",
                "tag of another request",
                "tag of another browser",
                "tag of an older sign-in",
                "ten minutes later"
            })
    void pageWhenNobodySignedInForThisRequestThenTheSignInPage(String what) {
        Form request = Flow.stranger().with("prompt", "login");
        String url = location(browser.signIn(person, request));
        String packed = url.substring(0, url.indexOf("&signed_in="));
        switch (what) {
            case "tag of an older sign-in" -> browser.signIn(person, request);
            case "ten minutes later" ->
                    Rows.update(
                            "UPDATE browser_sessions SET authenticated_at = authenticated_at"
                                    + " - INTERVAL '10 minutes' WHERE account_id = ?",
                            person.id());
            default -> {}
        }
        String changed =
                switch (what) {
                    case "no tag" -> packed;
                    case "wrong tag" -> packed + "&signed_in=" + "A".repeat(43);
                    case "tag of another request" ->
                            packed + tag(browser.signIn(person, request.with("state", "2")));
                    case "tag of another browser" ->
                            packed + tag(new Browser().signIn(person, request));
                    default -> url;
                };

        var answer = browser.get(changed);

        assertThat(location(answer))
                .isEqualTo(packed.replace("/oauth2/consent", "/oauth2/sign-in"));
    }

    /** A sign-in that is too old at once would lead to the sign-in page for ever. */
    @Test
    void allowWhenTheSignInMustBeFreshThenThatForTheRequestIs() {
        browser.signIn(person, Flow.cli());

        var answer = browser.allow(person, Flow.stranger().with("max_age", "0"));

        assertThat(parameters(answer)).containsKey("code");
    }

    @Test
    void pageWhenTheClientExpectsSomebodyElseThenTheSignInPage() {
        String hint = Flow.tokens(new Browser(), Person.register()).field("id_token");
        String url = location(browser.signIn(person, Flow.stranger()));
        Form request = Flow.stranger().with("id_token_hint", hint);

        var answer = browser.get("/oauth2/consent?request=" + SignInPageIT.pack(request));

        assertThat(url).startsWith("/oauth2/consent?");
        assertThat(location(answer)).startsWith("/oauth2/sign-in?");
        assertThat(parameters(browser.signIn(person, request)))
                .containsEntry("error", "login_required");
    }

    @Test
    void denyWhenChosenThenTheClientIsToldAndNothingIsStored() {
        var page = browser.question(person, Flow.stranger());

        var answer = browser.submit(page, "decision", "deny");

        assertThat(parameters(answer))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "st&te=1")
                .containsEntry("iss", IdpServer.ISSUER);
        assertThat(codes()).isZero();
        assertThat(consents()).isZero();
        assertThat(location(authorize(Flow.stranger()))).startsWith("/oauth2/consent?");
    }

    @Test
    void allowWhenBackAfterADenialThenThatCounts() {
        var page = browser.question(person, Flow.stranger());
        browser.submit(page, "decision", "deny");

        assertThat(parameters(browser.submit(page, "decision", "allow"))).containsKey("code");
    }

    @Test
    void denyWhenBackAfterItWasAllowedThenThisRequestIsDenied() {
        var page = browser.question(person, Flow.stranger());
        browser.submit(page, "decision", "allow");

        assertThat(parameters(browser.submit(page, "decision", "deny")))
                .containsEntry("error", "access_denied");
    }

    @Test
    void allowWhenSentManyTimesAtOnceThenOneCode() {
        var page = browser.question(person, Flow.stranger());
        Form form = fields(page).with("decision", "allow");
        String action = action(page);

        List<HttpAnswer> answers = Parallel.times(10, () -> form.post(browser.gate(), action));

        assertThat(answers).extracting(Browser::location).hasSize(10);
        assertThat(answers.stream().map(Browser::location).distinct()).hasSize(1);
        assertThat(codes()).isOne();
        Flow.granted(Flow.strangers(parameters(answers.getFirst()).get("code")).post(Flow.TOKEN));
    }

    /** A client that is sent a used code once more would take it for stolen. */
    @ParameterizedTest
    @ValueSource(strings = {"exchanged", "expired"})
    void allowWhenItsCodeIsGoneThenTheQuestionOnceMore(String how) {
        var page = browser.question(person, Flow.stranger());
        String code = parameters(browser.submit(page, "decision", "allow")).get("code");
        if (how.equals("exchanged")) {
            Flow.granted(Flow.strangers(code).post(Flow.TOKEN));
        } else {
            Rows.update(
                    "UPDATE authorization_codes SET expires_at = now() - INTERVAL '1 second'"
                            + " WHERE browser_session_id IN"
                            + " (SELECT id FROM browser_sessions WHERE account_id = ?)",
                    person.id());
        }

        var answer = browser.submit(page, "decision", "allow");

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.text()).contains("sent already");
        var other = parameters(browser.submit(answer, "decision", "allow"));
        assertThat(other.get("code")).isNotNull().isNotEqualTo(code);
    }

    /** Another site can make a browser send a form, but neither read its cookie nor the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no token",
                "wrong token",
                "token of another browser",
                "token of another request",
                "token of another page",
                "token of the sign-in page",
                "no form",
                "another form",
                "no cookie",
                "another cookie"
            })
    void allowWhenTheFormIsNotOfThisBrowserThenTheQuestionOnceMore(String what) {
        var page = browser.question(person, Flow.stranger());
        String token = value(page, "csrf");
        String changed =
                switch (what) {
                    case "no token" -> "";
                    case "wrong token" -> (token.startsWith("x") ? "y" : "x") + token.substring(1);
                    case "token of another browser" ->
                            value(new Browser().question(person, Flow.stranger()), "csrf");
                    case "token of another request" ->
                            value(browser.question(person, openid()), "csrf");
                    case "token of another page" ->
                            value(browser.question(person, Flow.stranger()), "csrf");
                    case "token of the sign-in page" -> value(browser.get(signIn(page)), "csrf");
                    default -> token;
                };
        String form =
                switch (what) {
                    case "no form" -> "";
                    case "another form" -> "a".repeat(43);
                    default -> value(page, "form");
                };
        if (what.endsWith("cookie")) {
            browser.set(FORM, what.startsWith("no") ? "" : "a".repeat(43));
        }

        var answer = browser.submit(page, "csrf", changed, "form", form, "decision", "allow");

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("open for too long");
        assertThat(codes()).isZero();
        assertThat(consents()).isZero();
        assertThat(parameters(browser.submit(answer, "decision", "allow"))).containsKey("code");
    }

    /** What a person saw is what counts. */
    @Test
    void allowWhenTheScopeOfTheUrlWasChangedThenTheQuestionOnceMore() {
        var page = browser.question(person, openid());
        String more = "/oauth2/consent?request=" + SignInPageIT.pack(Flow.stranger());

        var answer = browser.post(more, fields(page).with("decision", "allow"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("your e-mail address");
        assertThat(codes()).isZero();
        assertThat(consents()).isZero();
    }

    @Test
    void allowWhenAnotherPersonSignedInMeanwhileThenTheQuestionOnceMore() {
        var page = browser.question(person, Flow.stranger());
        var other = Person.register();
        browser.signIn(other, Flow.cli().with("prompt", "login"));

        var answer = browser.submit(page, "decision", "allow");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains(other.username()).doesNotContain(person.username());
        assertThat(consents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed out", "disabled", "forged cookie", "no cookie"})
    void allowWhenNobodyIsSignedInAnyMoreThenTheSignInPage(String how) {
        var page = browser.question(person, Flow.stranger());
        switch (how) {
            case "signed out" -> browser.submit(browser.get("/oauth2/logout"));
            case "disabled" ->
                    Gate.admin()
                            .put(
                                    "/admin/users/" + person.id() + "/enabled",
                                    "{\"enabled\": false}");
            case "no cookie" -> browser.set(SESSION, "");
            default -> browser.set(SESSION, "a".repeat(43));
        }

        var answer = browser.submit(page, "decision", "allow");

        assertThat(location(answer)).startsWith("/oauth2/sign-in?request=");
        assertThat(consents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision=",
                "decision=Allow",
                "decision=allow&decision=deny",
                "decision=allow&scope=a&scope=b",
                "decision=allow&a=%ff",
                "decision=allow&a=%00"
            })
    void decideWhenTheFormCannotBeReadThenAPage(String more) {
        var page = browser.question(person, Flow.stranger());

        var answer = Form.post(browser.gate(), action(page), fields(page).encoded() + "&" + more);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(codes()).isZero();
        assertThat(consents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?request=", "?request=!!!", "?request=AAAA", "?signed_in=a"})
    void pageWhenTheRequestIsNoneThenAnErrorPage(String query) {
        browser.signIn(person, Flow.cli());

        var answer = browser.get("/oauth2/consent" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("<form");
    }

    @Test
    void allowWhenThePushedRequestHasEndedThenAPage() {
        String uri = Flow.stranger().post("/oauth2/par").field("request_uri");
        Form pushed = Form.of("client_id", Clients.STRANGER, "request_uri", uri);
        var page = browser.question(person, pushed);
        Rows.update(
                "UPDATE pushed_requests SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE client_id = ?",
                Clients.STRANGER);

        var answer = browser.submit(page, "decision", "allow");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("away for too long");
        assertThat(consents()).isZero();
    }

    /** What is allowed at a device counts like what is allowed here. */
    @Test
    void allowWhenAtADeviceThenRemembered() {
        var begun =
                Form.of("client_id", Clients.STRANGER, "scope", "openid profile")
                        .post(Device.AUTHORIZATION);

        Device.decide(browser, person, begun, "allow");

        Flow.granted(Device.poll(begun).with("client_id", Clients.STRANGER).post(Flow.TOKEN));
        assertThat(consents()).isOne();
        assertThat(parameters(authorize(openid()))).containsKey("code");
    }

    private static Form openid() {
        return Flow.stranger().with("scope", "openid");
    }

    private HttpAnswer authorize(Form request) {
        return browser.get("/oauth2/authorize?" + request.encoded());
    }

    private static Form fields(HttpAnswer page) {
        return Form.of("csrf", value(page, "csrf"), "form", value(page, "form"));
    }

    private static String value(HttpAnswer page, String name) {
        String before = "name=\"" + name + "\" value=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
    }

    private static String action(HttpAnswer page) {
        var action = ACTION.matcher(page.text());
        assertThat(action.find()).isTrue();
        return action.group(1).replace("&amp;", "&");
    }

    private static String signIn(HttpAnswer page) {
        return action(page).replaceAll("&signed_in=.*", "").replace("consent", "sign-in");
    }

    private static String tag(HttpAnswer answer) {
        return location(answer).substring(location(answer).indexOf("&signed_in="));
    }

    private long codes() {
        return Rows.count(
                "SELECT count(*) FROM authorization_codes WHERE client_id = 'stranger'"
                        + " AND browser_session_id IN"
                        + " (SELECT id FROM browser_sessions WHERE account_id = ?)",
                person.id());
    }

    private long consents() {
        return Rows.count("SELECT count(*) FROM consents WHERE account_id = ?", person.id());
    }
}

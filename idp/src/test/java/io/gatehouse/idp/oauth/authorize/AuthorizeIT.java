// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization endpoint: RFC 6749, 7636, 9207 and OpenID Connect Core 1.0, rule by rule. */
@ExtendWith(IdpServer.class)
class AuthorizeIT {
    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final String SESSION = "__Host-gatehouse-session";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void authorizeWhenNobodyIsSignedInThenThePageAndNothingIsStored() {
        long codes = codes();

        var answer = get(Flow.cli());

        assertThat(location(answer)).startsWith("/oauth2/sign-in?request=");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(codes()).isEqualTo(codes);
    }

    @Test
    void authorizeWhenSignedInThenACodeWithStateAndIssuer() {
        var answer = browser.signIn(person, Flow.cli());

        assertThat(location(answer)).startsWith(Clients.CLI_REDIRECT + "?code=");
        assertThat(parameters(answer))
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "st&te=1")
                .containsEntry("iss", IdpServer.ISSUER);
        assertThat(parameters(answer).get("code")).hasSize(43);
    }

    @Test
    void authorizeWhenTheRedirectUriHasAQueryThenItStays() {
        var request = Flow.request(Clients.OTHER, Clients.OTHER_REDIRECT).with("state", "");

        var answer = browser.signIn(person, request);

        assertThat(location(answer)).startsWith(Clients.OTHER_REDIRECT + "&code=");
        assertThat(parameters(answer)).containsOnlyKeys("from", "code", "iss");
    }

    @Test
    void authorizeWhenASecondClientComesThenNobodyIsAsked() {
        browser.signIn(person, Flow.cli());
        String session = browser.cookie(SESSION).orElseThrow();

        var answer = get(Flow.web());

        assertThat(parameters(answer)).containsKey("code");
        assertThat(browser.cookie(SESSION)).hasValue(session);
    }

    @Test
    void authorizeWhenPostedThenTheSame() {
        browser.signIn(person, Flow.cli());

        var answer = browser.post(AUTHORIZE, Flow.web());

        assertThat(parameters(answer)).containsKey("code");
    }

    /** Until the client and its redirect URI are sure, the browser goes nowhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id | ''",
                "client_id | nobody",
                "client_id | cli/",
                "client_id | 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "client_id | web",
                "client_id | machine",
                "redirect_uri | ''",
                "redirect_uri | http://127.0.0.1:53127/",
                "redirect_uri | http://127.0.0.1:53127/callback/x",
                "redirect_uri | https://127.0.0.1:53127/callback",
                "redirect_uri | https://evil.example/callback",
                "redirect_uri | javascript:alert(1)",
            })
    void authorizeWhenTheClientIsNotSureThenAPageAndNoRedirect(String name, String value) {
        browser.signIn(person, Flow.cli());

        var answer = get(Flow.cli().with(name, value));

        assertPage(answer, 400);
        assertThat(answer.text()).doesNotContain("evil.example", "javascript:", "nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=cli",
                "client_id=web",
                "redirect_uri=http://127.0.0.1:53127/callback",
                "redirect_uri=https://evil.example/",
                "a=%ff",
                "a=%00"
            })
    void authorizeWhenItCannotBeReadThenAPage(String more) {
        assertPage(browser.get(AUTHORIZE + "?" + Flow.cli().encoded() + "&" + more), 400);
        assertPage(Form.post(Gate.anonymous(), AUTHORIZE, Flow.cli().encoded() + "&" + more), 400);
    }

    @Test
    void authorizeWhenPostedAsSomethingElseThenAPage() {
        var gate = Gate.anonymous();
        var json =
                gate.send(
                        gate.request(AUTHORIZE)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
        var untyped =
                gate.send(
                        gate.request(AUTHORIZE)
                                .POST(BodyPublishers.ofString(Flow.cli().encoded())));

        assertPage(json, 400);
        assertPage(untyped, 400);
        assertPage(browser.get(AUTHORIZE), 400);
    }

    /** What is wrong otherwise the client is told, whoever is signed in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "response_type | '' | invalid_request",
                "response_type | token | unsupported_response_type",
                "response_type | id_token | unsupported_response_type",
                "response_type | code id_token | unsupported_response_type",
                "response_type | CODE | unsupported_response_type",
                "response_mode | fragment | invalid_request",
                "response_mode | form_post | invalid_request",
                "request | eyJhbGciOiJub25lIn0.e30. | request_not_supported",
                "request_uri | https://web.example/r | request_uri_not_supported",
                "request_uri | urn:ietf:params:oauth:request_uri:x | invalid_request_uri",
                "registration | {} | registration_not_supported",
                "scope | '' | invalid_scope",
                "scope | admin | invalid_scope",
                "scope | OPENID | invalid_scope",
                "code_challenge | '' | invalid_request",
                "code_challenge | short | invalid_request",
                "code_challenge | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM= | invalid_request",
                "code_challenge | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM | invalid_request",
                "code_challenge_method | '' | invalid_request",
                "code_challenge_method | plain | invalid_request",
                "code_challenge_method | s256 | invalid_request",
                "code_challenge_method | S512 | invalid_request",
                "prompt | create | invalid_request",
                "prompt | none login | invalid_request",
                "prompt | NONE | invalid_request",
                "prompt | silently | invalid_request",
                "claims | email | invalid_request",
                "claims | [] | invalid_request",
                "claims | {\"id_token\": [\"email\"]} | invalid_request",
                "claims | {\"userinfo\": {\"email\": true}} | invalid_request",
                "claims | {\"userinfo\": {\"email\": {\"essential\": 1}}} | invalid_request",
                "claims | {\"userinfo\": {\"sub\": {\"values\": 1}}} | invalid_request",
                "claims | {\"userinfo\": | invalid_request",
                "claims | {\"id_token\": {\"acr\": {\"essential\": true, \"value\": \"3\"}}}"
                        + " | unmet_authentication_requirements",
                "claims | {\"id_token\": {\"acr\": {\"essential\": true, \"values\": [\"3\"]}}}"
                        + " | unmet_authentication_requirements",
                "max_age | -1 | invalid_request",
                "max_age | soon | invalid_request",
                "max_age | 1e3 | invalid_request",
                "max_age | 99999999999 | invalid_request",
            })
    void authorizeWhenARuleIsBrokenThenTheClientIsTold(String name, String value, String error) {
        var answer = get(Flow.cli().with(name, value));

        assertThat(location(answer)).startsWith(Clients.CLI_REDIRECT + "?error=");
        assertThat(parameters(answer))
                .containsOnlyKeys("error", "error_description", "state", "iss")
                .containsEntry("error", error)
                .containsEntry("state", "st&te=1")
                .containsEntry("iss", IdpServer.ISSUER);
        assertThat(answer.header("cache-control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=openid", "state=other", "nonce=n-1", "unknown=1&unknown=2"})
    void authorizeWhenAParameterIsRepeatedThenTheClientIsTold(String more) {
        var answer = browser.get(AUTHORIZE + "?" + Flow.cli().encoded() + "&" + more);

        assertThat(parameters(answer)).containsEntry("error", "invalid_request");
        assertThat(parameters(answer).containsKey("state")).isEqualTo(!more.startsWith("state"));
    }

    @Test
    void authorizeWhenTooLongForThePagesUrlThenTheClientIsTold() {
        var answer =
                Flow.cli().with("login_hint", "x".repeat(3000)).post(Gate.anonymous(), AUTHORIZE);

        assertThat(parameters(answer)).containsEntry("error", "invalid_request");
    }

    @Test
    void authorizeWhenNothingMayBeShownAndNobodyIsSignedInThenLoginRequired() {
        assertThat(parameters(get(Flow.cli().with("prompt", "none"))))
                .containsEntry("error", "login_required");

        browser.signIn(person, Flow.cli());

        assertThat(parameters(get(Flow.cli().with("prompt", "none")))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "select_account", "login consent", "select_account login"})
    void authorizeWhenThePageIsWantedThenShownToWhoeverIsSignedIn(String prompt) {
        browser.signIn(person, Flow.cli());

        var answer = get(Flow.cli().with("prompt", prompt));

        assertThat(location(answer)).startsWith("/oauth2/sign-in?");
    }

    @Test
    void authorizeWhenTheSignInIsTooOldThenThePage() {
        browser.signIn(person, Flow.cli());
        Rows.update(
                "UPDATE browser_sessions SET authenticated_at = now() - INTERVAL '100 seconds'"
                        + " WHERE account_id = ?",
                person.id());

        assertThat(location(get(Flow.cli().with("max_age", "90")))).startsWith("/oauth2/sign-in?");
        assertThat(parameters(get(Flow.cli().with("max_age", "90", "prompt", "none"))))
                .containsEntry("error", "login_required");
        assertThat(parameters(get(Flow.cli().with("max_age", "1000")))).containsKey("code");
    }

    @Test
    void authorizeWhenTheHintIsOfWhoeverIsSignedInThenACode() {
        String hint = Flow.tokens(browser, person).field("id_token");

        var answer = get(Flow.cli().with("id_token_hint", hint));

        assertThat(parameters(answer)).containsKey("code");
    }

    @Test
    void authorizeWhenTheHintIsOfSomebodyElseThenThePageAndOnlyThemAfterIt() {
        var other = Person.register();
        String hint = Flow.tokens(new Browser(), other).field("id_token");
        browser.signIn(person, Flow.cli());
        var request = Flow.cli().with("id_token_hint", hint);

        assertThat(parameters(get(request.with("prompt", "none"))))
                .containsEntry("error", "login_required");
        assertThat(location(get(request))).startsWith("/oauth2/sign-in?");
        assertThat(parameters(browser.signIn(person, request)))
                .containsEntry("error", "login_required");
        assertThat(parameters(browser.signIn(other, request))).containsKey("code");
    }

    /** The key of an old one may be gone: it says as little as none. */
    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "eyJhbGciOiJub25lIn0.e30.", "e30.e30.e30"})
    void authorizeWhenTheHintIsNotOursThenIgnored(String hint) {
        browser.signIn(person, Flow.cli());

        assertThat(parameters(get(Flow.cli().with("id_token_hint", hint)))).containsKey("code");
    }

    @Test
    void authorizeWhenTheHintIsAnAccessTokenThenIgnored() {
        String token = Flow.tokens(new Browser(), Person.register()).field("access_token");
        browser.signIn(person, Flow.cli());

        assertThat(parameters(get(Flow.cli().with("id_token_hint", token)))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE browser_sessions SET idle_expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                "UPDATE browser_sessions SET absolute_expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                "DELETE FROM browser_sessions WHERE account_id = ?"
            })
    void authorizeWhenTheSessionIsOverThenThePage(String change) {
        browser.signIn(person, Flow.cli());
        Rows.update(change, person.id());

        assertThat(location(get(Flow.cli()))).startsWith("/oauth2/sign-in?");
    }

    @Test
    void authorizeWhenUsedThenTheSessionLastsLongerButNotForEver() {
        browser.signIn(person, Flow.cli());
        Rows.update(
                "UPDATE browser_sessions SET idle_expires_at = now() + INTERVAL '1 minute',"
                        + " absolute_expires_at = now() + INTERVAL '1 day' WHERE account_id = ?",
                person.id());

        get(Flow.cli());

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM browser_sessions WHERE account_id = ?"
                                        + " AND idle_expires_at = absolute_expires_at",
                                person.id()))
                .isOne();
    }

    @Test
    void authorizeWhenUsedAMomentAgoThenTheSessionIsNotWritten() {
        browser.signIn(person, Flow.cli());
        Rows.update(
                "UPDATE browser_sessions SET idle_expires_at = now() + INTERVAL '335 hours'"
                        + " WHERE account_id = ?",
                person.id());

        assertThat(parameters(get(Flow.cli()))).containsKey("code");
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM browser_sessions WHERE account_id = ?"
                                        + " AND idle_expires_at < now() + INTERVAL '335 hours'",
                                person.id()))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "password"})
    void authorizeWhenTheAccountWasClosedThenThePage(String how) {
        browser.signIn(person, Flow.cli());
        if (how.equals("disabled")) {
            enable(person.id(), false);
            enable(person.id(), true);
        } else {
            person.gate()
                    .put(
                            "/accounts/me/password",
                            """
                            {"currentPassword": "%s", "newPassword": "an entirely new one"}
                            """
                                    .formatted(person.password()));
        }

        assertThat(location(get(Flow.cli()))).startsWith("/oauth2/sign-in?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void authorizeWhenTheCookieIsForgedThenThePage(String cookie) {
        browser.set(SESSION, cookie);

        assertThat(location(get(Flow.cli()))).startsWith("/oauth2/sign-in?");
    }

    private HttpAnswer get(Form request) {
        return browser.get(AUTHORIZE + "?" + request.encoded());
    }

    private static void enable(UUID id, boolean enabled) {
        var answer =
                Gate.admin()
                        .put("/admin/users/" + id + "/enabled", "{\"enabled\": " + enabled + "}");
        assertThat(answer.status()).isEqualTo(200);
    }

    private static long codes() {
        return Rows.count("SELECT count(*) FROM authorization_codes");
    }

    private static void assertPage(HttpAnswer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.header("content-security-policy").orElseThrow())
                .startsWith("default-src 'none';");
    }
}

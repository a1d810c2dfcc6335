// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.par;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Assertion;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
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

/** Pushed authorization requests (RFC 9126), rule by rule. */
@ExtendWith(IdpServer.class)
class PushIT {
    private static final String PUSH = "/oauth2/par";
    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final Form OF_PUSHER =
            Flow.request(Clients.PUSHER, Clients.PUSHER_REDIRECT).with("client_id", "");

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void pushWhenTheRequestKeepsAllRulesThenAUriForNineMinutes() {
        var answer = Flow.cli().post(PUSH);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(answer.field("request_uri")).matches(PREFIX + "[A-Za-z0-9_-]{43}");
        assertThat(answer.json().path("expires_in").isIntegralNumber()).isTrue();
        assertThat(answer.field("expires_in")).isEqualTo("540");
    }

    @Test
    void authorizeWhenPushedThenTheCodeIsForWhatWasPushed() {
        var answer = browser.signIn(person, pushed(Clients.CLI, Flow.cli().post(PUSH)));

        assertThat(location(answer)).startsWith(Clients.CLI_REDIRECT + "?code=");
        assertThat(parameters(answer))
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "st&te=1");
        var tokens = Flow.granted(Flow.exchange(parameters(answer).get("code")).post(Flow.TOKEN));
        assertThat(tokens.field("scope")).isEqualTo("openid profile email");
        assertThat(Flow.claims(tokens, "id_token").getClaim("nonce")).isEqualTo("n-1");
    }

    @Test
    void authorizeWhenPushedThenTheBrowserSeesNothingOfIt() {
        Form reference = pushed(Clients.CLI, Flow.cli().post(PUSH));

        var answer = get(reference.with("state", "another", "scope", "admin", "nonce", "n-2"));

        String packed = location(answer).substring(location(answer).indexOf('=') + 1);
        assertThat(new String(Base64.getUrlDecoder().decode(packed), ISO_8859_1))
                .isEqualTo("client_id=cli&request_uri=" + reference.fields().get("request_uri"));
    }

    /**
     * Whoever holds the URL can leave something out or write something beside, and changes nothing.
     */
    @Test
    void authorizeWhenSomethingStandsBesideThePushedRequestThenItDoesNotCount() {
        Form reference = pushed(Clients.CLI, Flow.cli().with("scope", "openid").post(PUSH));
        Form more =
                reference.with(
                        "scope", "openid email",
                        "state", "another",
                        "response_type", "token",
                        "redirect_uri", "https://evil.example/");

        var answer = browser.signIn(person, more);

        assertThat(location(answer)).startsWith(Clients.CLI_REDIRECT + "?code=");
        assertThat(parameters(answer)).containsEntry("state", "st&te=1");
    }

    @Test
    void authorizeWhenReloadedOrOpenedInASecondTabThenTheSame() {
        Form reference = pushed(Clients.CLI, Flow.cli().post(PUSH));
        String first = location(get(reference));
        String second = location(get(reference));

        var answer =
                browser.submit(
                        browser.get(first),
                        "username",
                        person.username(),
                        "password",
                        person.password());
        var again = browser.get(second);

        assertThat(parameters(answer)).containsKey("code");
        assertThat(again.status()).isEqualTo(200);
        assertThat(parameters(get(reference))).containsKey("code");
        assertThat(parameters(browser.post(AUTHORIZE, reference))).containsKey("code");
    }

    @Test
    void pushWhenTheClientProvesItselfInAnyWayThenTaken() {
        Form web = Flow.web();
        Form signer = Flow.request(Clients.SIGNER, Clients.SIGNER_REDIRECT);

        assertPushed(web.post(PUSH, Clients.WEB, Clients.WEB_SECRET));
        assertPushed(web.with("client_id", "").post(PUSH, Clients.WEB, Clients.WEB_SECRET));
        assertPushed(web.with("client_secret", Clients.WEB_SECRET).post(PUSH));
        assertPushed(Assertion.ofSigner().on(signer).post(PUSH));
        assertPushed(Assertion.ofSigner().on(signer.with("client_id", "")).post(PUSH));
    }

    @Test
    void pushWhenTheClientIsNotSureThenRefusedAsAtTheTokenEndpoint() {
        Form signed =
                Assertion.ofSigner().on(Flow.request(Clients.SIGNER, Clients.SIGNER_REDIRECT));
        assertPushed(signed.post(PUSH));

        Flow.refused(signed.post(PUSH), 401, "invalid_client");
        Flow.refused(Flow.web().post(PUSH), 401, "invalid_client");
        Flow.refused(Flow.cli().with("client_id", "").post(PUSH), 401, "invalid_client");
        Flow.refused(Flow.cli().with("client_id", "nobody").post(PUSH), 401, "invalid_client");
        Flow.refused(Flow.cli().with("client_secret", "x").post(PUSH), 401, "invalid_client");
        Flow.refused(
                Flow.cli().post(PUSH, Clients.WEB, Clients.WEB_SECRET), 400, "invalid_request");
        var wrong = Flow.web().post(PUSH, Clients.WEB, "wrong");
        Flow.refused(wrong, 401, "invalid_client");
        assertThat(wrong.header("www-authenticate")).hasValue("Basic realm=\"gatehouse\"");
    }

    @Test
    void pushWhenTheClientSignsNobodyInThenRefused() {
        Flow.refused(
                Flow.request(Clients.MACHINE, Clients.WEB_REDIRECT)
                        .post(PUSH, Clients.MACHINE, Clients.MACHINE_SECRET),
                400,
                "unauthorized_client");
    }

    /** What a browser would be told by a page or a redirect, the client is told here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redirect_uri | '' | invalid_request",
                "redirect_uri | https://evil.example/callback | invalid_request",
                "redirect_uri | http://127.0.0.1:53127/callback/x | invalid_request",
                "response_type | '' | invalid_request",
                "response_type | token | unsupported_response_type",
                "response_mode | fragment | invalid_request",
                "request | eyJhbGciOiJub25lIn0.e30. | request_not_supported",
                "request_uri | https://web.example/r | invalid_request",
                "request_uri | urn:ietf:params:oauth:request_uri:x | invalid_request",
                "registration | {} | registration_not_supported",
                "scope | '' | invalid_scope",
                "scope | admin | invalid_scope",
                "code_challenge | '' | invalid_request",
                "code_challenge | short | invalid_request",
                "code_challenge_method | '' | invalid_request",
                "code_challenge_method | plain | invalid_request",
                "prompt | none login | invalid_request",
                "claims | [] | invalid_request",
                "claims | {\"id_token\": {\"acr\": {\"essential\": true, \"value\": \"3\"}}}"
                        + " | unmet_authentication_requirements",
                "max_age | soon | invalid_request",
            })
    void pushWhenARuleIsBrokenThenRefused(String name, String value, String error) {
        Rows.update("DELETE FROM pushed_requests");

        var answer = Flow.cli().with(name, value).post(PUSH);

        Flow.refused(answer, 400, error);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.text()).doesNotContain("evil.example");
        assertThat(Rows.count("SELECT count(*) FROM pushed_requests")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=openid",
                "client_id=cli",
                "redirect_uri=http://127.0.0.1:53127/callback",
                "a=%ff",
                "unknown=1&unknown=2"
            })
    void pushWhenItCannotBeReadThenRefused(String more) {
        Flow.refused(
                Form.post(Gate.anonymous(), PUSH, Flow.cli().encoded() + "&" + more),
                400,
                "invalid_request");
    }

    /** An assertion may be long: only what is kept counts. */
    @Test
    void pushWhenTooLongThenRefused() {
        Form signer = Flow.request(Clients.SIGNER, Clients.SIGNER_REDIRECT);
        Assertion assertion = Assertion.ofSigner().with("more", "x".repeat(3000));

        assertPushed(assertion.on(signer).post(PUSH));
        Flow.refused(
                Flow.cli().with("login_hint", "x".repeat(3000)).post(PUSH), 400, "invalid_request");
    }

    @Test
    void pushWhenItNamesAPersonThenNotReadableInTheDatabase() {
        Rows.update("DELETE FROM pushed_requests");

        assertPushed(Flow.cli().with("login_hint", "somebody").post(PUSH));

        byte[] stored = Rows.bytes("SELECT parameters_sealed FROM pushed_requests");
        assertThat(new String(stored, ISO_8859_1)).doesNotContain("somebody", "redirect_uri");
    }

    /** Nothing of it leads back to a client, so a page says so. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void authorizeWhenNothingWasPushedThenAPage(String secret) {
        assertPage(get(Form.of("client_id", Clients.CLI, "request_uri", PREFIX + secret)));
    }

    @Test
    void authorizeWhenPushedByAnotherClientThenAPageOrItsOwnErrorAndNothingOfTheRequest() {
        var answer = Flow.web().post(PUSH, Clients.WEB, Clients.WEB_SECRET);
        Form stolen = pushed(Clients.CLI, answer);

        assertPage(get(stolen));
        assertThat(parameters(get(Flow.cli().with("request_uri", answer.field("request_uri")))))
                .containsEntry("error", "invalid_request_uri");
        assertThat(location(get(pushed(Clients.WEB, answer)))).startsWith("/oauth2/sign-in?");
    }

    @Test
    void authorizeWhenTheTimeIsUpThenAPageAlsoAtTheOpenSignIn() {
        Form reference = pushed(Clients.CLI, Flow.cli().post(PUSH));
        var page = browser.get(location(get(reference)));

        Rows.update("UPDATE pushed_requests SET expires_at = now() - INTERVAL '1 second'");

        assertPage(get(reference));
        assertPage(
                browser.submit(page, "username", person.username(), "password", person.password()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request=x", "request_uri=x", "client_id=cli"})
    void authorizeWhenTheReferenceIsNotAloneThenNotTaken(String more) {
        Form reference = pushed(Clients.CLI, Flow.cli().post(PUSH));

        assertThat(browser.get(AUTHORIZE + "?" + reference.encoded() + "&" + more).status())
                .isEqualTo(400);
    }

    @Test
    void authorizeWhenTheClientMustPushThenNothingElseIsTaken() {
        Form request = Flow.request(Clients.PUSHER, Clients.PUSHER_REDIRECT);
        String packed =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(request.encoded().getBytes(ISO_8859_1));

        for (String path :
                new String[] {
                    AUTHORIZE + "?" + request.encoded(), "/oauth2/sign-in?request=" + packed
                }) {
            assertThat(parameters(browser.get(path)))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("state", "st&te=1");
        }
        var answer = OF_PUSHER.post(PUSH, Clients.PUSHER, Clients.PUSHER_SECRET);
        assertThat(parameters(browser.signIn(person, pushed(Clients.PUSHER, answer))))
                .containsKey("code");
    }

    @Test
    void authorizeWhenPushedAndNobodyMayBeAskedThenTheClientIsTold() {
        Form reference = pushed(Clients.CLI, Flow.cli().with("prompt", "none").post(PUSH));

        assertThat(parameters(get(reference)))
                .containsEntry("error", "login_required")
                .containsEntry("state", "st&te=1");
    }

    private HttpAnswer get(Form request) {
        return browser.get(AUTHORIZE + "?" + request.encoded());
    }

    private static Form pushed(String client, HttpAnswer answer) {
        assertPushed(answer);
        return Form.of("client_id", client, "request_uri", answer.field("request_uri"));
    }

    private static void assertPushed(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private static void assertPage(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.header("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.text()).contains("You were away for too long");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import static io.gatehouse.idp.oauth.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing out as a client asks for it (OpenID Connect RP-Initiated Logout 1.0). */
@ExtendWith(IdpServer.class)
class LogoutIT {
    private static final String LOGOUT = "/oauth2/logout";
    private static final String OUT = "https://web.example/out";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void logoutWhenTheHintIsOfWhoeverIsSignedInThenAtOnceForAllClients() {
        var cli = Flow.tokens(browser, person);
        var web = Flow.webTokens(browser, person);

        var answer =
                get(
                        Form.of(
                                "id_token_hint",
                                web.field("id_token"),
                                "post_logout_redirect_uri",
                                OUT,
                                "state",
                                "a b"));

        assertThat(location(answer)).isEqualTo(OUT + "?state=a+b");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(browser.cookie("__Host-gatehouse-session")).isEmpty();
        assertThat(denials(cli)).isOne();
        assertThat(denials(web)).isOne();
        Flow.refused(Flow.refresh(cli.field("refresh_token")), 400, "invalid_grant");
        assertThat(location(browser.get("/oauth2/authorize?" + Flow.cli().encoded())))
                .startsWith("/oauth2/sign-in?");
    }

    @Test
    void logoutWhenPostedFromTheClientsPageWithoutCookiesThenTheHintIsEnough() {
        var tokens = Flow.webTokens(browser, person);

        var answer =
                Form.of("id_token_hint", tokens.field("id_token"), "client_id", Clients.WEB)
                        .post(LOGOUT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("id=\"signed-out\"");
        assertThat(denials(tokens)).isOne();
        assertThat(sessions()).isZero();
    }

    @Test
    void logoutWhenTheRedirectUriHasAQueryThenItStays() {
        String hint = Flow.webTokens(browser, person).field("id_token");
        Form form = Form.of("id_token_hint", hint, "post_logout_redirect_uri", OUT + "?a=b");

        assertThat(location(get(form.with("state", "c")))).isEqualTo(OUT + "?a=b&state=c");
        assertThat(location(get(form))).isEqualTo(OUT + "?a=b");
    }

    @Test
    void logoutWhenTheClientIsAProgramThenAnyPort() {
        String hint = Flow.tokens(browser, person).field("id_token");

        var answer =
                get(
                        Form.of(
                                "id_token_hint",
                                hint,
                                "post_logout_redirect_uri",
                                "http://127.0.0.1:4711/"));

        assertThat(location(answer)).isEqualTo("http://127.0.0.1:4711/");
    }

    /** Any page can send a browser here: without a hint the person decides. */
    @Test
    void logoutWhenThereIsNoHintThenAskedFirst() {
        var tokens = Flow.tokens(browser, person);

        var page =
                get(
                        Form.of(
                                "client_id",
                                Clients.WEB,
                                "post_logout_redirect_uri",
                                OUT,
                                "state",
                                "\"><b>"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<form id=\"sign-out\"").doesNotContain("<b>");
        assertThat(denials(tokens)).isZero();
        assertThat(location(browser.submit(page))).startsWith(OUT + "?state=%22%3E%3Cb%3E");
        assertThat(denials(tokens)).isOne();
        assertThat(sessions()).isZero();
    }

    @Test
    void logoutWhenTheHintIsOfSomebodyElseThenAskedFirst() {
        var other = Person.register();
        String hint = Flow.tokens(new Browser(), other).field("id_token");
        var tokens = Flow.tokens(browser, person);

        var page = get(Form.of("id_token_hint", hint));

        assertThat(page.text()).contains("<form id=\"sign-out\"");
        assertThat(denials(tokens)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "eyJhbGciOiJub25lIn0.e30.", "an access token"})
    void logoutWhenTheHintIsNotOursThenAskedFirst(String hint) {
        var tokens = Flow.tokens(browser, person);
        String text = hint.startsWith("an ") ? tokens.field("access_token") : hint;

        var page = get(Form.of("id_token_hint", text));

        assertThat(page.text()).contains("<form id=\"sign-out\"");
        assertThat(denials(tokens)).isZero();
    }

    /** Which algorithm is right, our key says, and no token (RFC 8725 section 3.1). */
    @ParameterizedTest
    @CsvSource({
        "RS256, RS256",
        "RS256, ES256",
        "ES256, ES256",
        "ES256, RS256",
        "EdDSA, EdDSA",
        "EdDSA, RS256",
        "RS256, EdDSA",
        "RS256, HS256",
        "EdDSA, HS256",
    })
    void logoutWhenTheHintIsSignedByAnotherKeyUnderOurKidThenAskedFirst(String ours, String theirs)
            throws Exception {
        var tokens = Flow.tokens(browser, person);
        JWK published = Hints.published(ours);

        var page = get(Form.of("id_token_hint", Hints.forged(tokens, published, theirs)));

        assertThat(page.text()).contains("<form id=\"sign-out\"");
        assertThat(denials(tokens)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "of another browser"})
    void logoutWhenTheFormIsNotOfThisBrowserThenAskedOnceMore(String csrf) {
        var tokens = Flow.tokens(browser, person);
        var page = get(Form.of("ui_locales", "de"));
        var other = new Browser();
        Flow.tokens(other, Person.register());
        String token = csrf.startsWith("of") ? token(other.get(LOGOUT)) : csrf;

        var answer = browser.submit(page, "csrf", token);

        assertThat(answer.text()).contains("<form id=\"sign-out\"", "Abmelden");
        assertThat(denials(tokens)).isZero();
    }

    @Test
    void logoutWhenNobodyIsSignedInThenSignedOut() {
        var answer = new Browser().get(LOGOUT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("id=\"signed-out\"");
    }

    /** A browser is sent only to where its client wants it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | https://web.example/out",
                "nobody | https://web.example/out",
                "web | https://web.example/callback",
                "web | https://web.example/out/",
                "web | https://evil.example/",
                "other | https://web.example/out",
            })
    void logoutWhenTheRedirectUriIsNotTheClientsThenAPageAndNobodyIsSignedOut(
            String client, String uri) {
        var tokens = Flow.tokens(browser, person);

        var answer = get(Form.of("client_id", client, "post_logout_redirect_uri", uri));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("example");
        assertThat(denials(tokens)).isZero();
        assertThat(sessions()).isOne();
    }

    @Test
    void logoutWhenClientAndHintContradictThenAPage() {
        String hint = Flow.tokens(browser, person).field("id_token");

        var answer = get(Form.of("id_token_hint", hint, "client_id", Clients.WEB));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(sessions()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=a&state=b", "state=%ff", "client_id=cli&client_id=web"})
    void logoutWhenItCannotBeReadThenAPage(String query) {
        assertThat(browser.get(LOGOUT + "?" + query).status()).isEqualTo(400);
        assertThat(Form.post(browser.gate(), LOGOUT, query).status()).isEqualTo(400);
    }

    @Test
    void logoutWhenRepeatedThenNothingMoreIsDenied() {
        var tokens = Flow.webTokens(browser, person);
        Form form = Form.of("id_token_hint", tokens.field("id_token"));

        get(form);
        get(form);

        assertThat(denials(tokens)).isOne();
    }

    private HttpAnswer get(Form form) {
        return browser.get(LOGOUT + "?" + form.encoded());
    }

    private static String token(HttpAnswer page) {
        String before = "name=\"csrf\" value=\"";
        int from = page.text().indexOf(before) + before.length();
        return page.text().substring(from, page.text().indexOf('"', from));
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import java.text.ParseException;

/** The steps of the authorization code grant, for tests of what comes after them. */
public final class Flow {
    public static final String TOKEN = "/oauth2/token";

    /** The pair of RFC 7636, appendix B. */
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private Flow() {}

    /** An authorization request. */
    public static Form request(String client, String redirectUri) {
        return Form.of(
                "response_type", "code",
                "client_id", client,
                "redirect_uri", redirectUri,
                "scope", "openid profile email",
                "state", "st&te=1",
                "nonce", "n-1",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256");
    }

    public static Form cli() {
        return request(Clients.CLI, Clients.CLI_REDIRECT);
    }

    public static Form web() {
        return request(Clients.WEB, Clients.WEB_REDIRECT);
    }

    public static Form stranger() {
        return request(Clients.STRANGER, Clients.STRANGER_REDIRECT);
    }

    /** The code that a person who signs in brings back to the client. */
    public static String code(Browser browser, Person person, Form request) {
        String code = Browser.parameters(browser.signIn(person, request)).get("code");
        assertThat(code).isNotNull();
        return code;
    }

    /** The same for somebody else's client, which the person allows what it asks for. */
    public static String allowedCode(Browser browser, Person person, Form request) {
        String code = Browser.parameters(browser.allow(person, request)).get("code");
        assertThat(code).isNotNull();
        return code;
    }

    /** The token request of the public client. */
    public static Form exchange(String code) {
        return Form.of(
                "grant_type",
                "authorization_code",
                "client_id",
                Clients.CLI,
                "code",
                code,
                "redirect_uri",
                Clients.CLI_REDIRECT,
                "code_verifier",
                VERIFIER);
    }

    /** The tokens of the public client. */
    public static HttpAnswer tokens(Browser browser, Person person) {
        return granted(exchange(code(browser, person, cli())).post(TOKEN));
    }

    /** The token request of somebody else's client. */
    public static Form strangers(String code) {
        return exchange(code)
                .with("client_id", Clients.STRANGER, "redirect_uri", Clients.STRANGER_REDIRECT);
    }

    /** The tokens of somebody else's client, which the person allows what it asks for. */
    public static HttpAnswer strangersTokens(Browser browser, Person person, Form request) {
        String code = Browser.parameters(browser.allow(person, request)).get("code");
        return granted(strangers(code).post(TOKEN));
    }

    /** The tokens of the web application. */
    public static HttpAnswer webTokens(Browser browser, Person person) {
        Form form =
                exchange(code(browser, person, web()))
                        .with("client_id", "", "redirect_uri", Clients.WEB_REDIRECT);
        return granted(form.post(TOKEN, Clients.WEB, Clients.WEB_SECRET));
    }

    public static HttpAnswer refresh(String token) {
        return Form.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        Clients.CLI,
                        "refresh_token",
                        token)
                .post(TOKEN);
    }

    public static HttpAnswer granted(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("cache-control")).hasValue("no-store");
        return answer;
    }

    /** Holds an answer to RFC 6749 section 5.2. */
    public static void refused(HttpAnswer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(answer.field("error")).isEqualTo(error);
    }

    public static JWTClaimsSet claims(HttpAnswer answer, String token) {
        try {
            return SignedJWT.parse(answer.field(token)).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException("no token", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint: RFC 6749 sections 4 to 6, RFC 7636, RFC 9700, rule by rule. */
@ExtendWith(IdpServer.class)
class TokenIT {
    private static final String TOKEN = Flow.TOKEN;

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void codeWhenExchangedThenTokensOfThePersonForTheClient() throws Exception {
        var answer = Flow.tokens(browser, person);
        var access = Flow.claims(answer, "access_token");
        var id = Flow.claims(answer, "id_token");

        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.field("expires_in")).isEqualTo("300");
        assertThat(answer.field("scope")).isEqualTo("openid profile email");
        assertThat(answer.field("refresh_token")).startsWith("ghr_");
        assertThat(access.getSubject()).isEqualTo(person.id().toString());
        assertThat(access.getAudience()).containsExactly("gatehouse");
        assertThat(access.getStringClaim("client_id")).isEqualTo(Clients.CLI);
        assertThat(access.getStringClaim("scope")).isEqualTo("openid profile email");
        assertThat(access.getStringClaim("role")).isEqualTo("customer");
        assertThat(SignedJWT.parse(answer.field("id_token")).getHeader().getType().getType())
                .isEqualTo("JWT");
        assertThat(id.getIssuer()).isEqualTo(IdpServer.ISSUER);
        assertThat(id.getSubject()).isEqualTo(person.id().toString());
        assertThat(id.getAudience()).containsExactly(Clients.CLI);
        assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(id.getClaim("sid")).isEqualTo(access.getClaim("sid"));
        assertThat(id.getClaim("auth_time")).isEqualTo(access.getClaim("auth_time"));
        assertThat(id.getStringClaim("preferred_username")).isEqualTo(person.username());
        assertThat(id.getStringClaim("email")).isEqualTo(person.email());
        assertThat(id.getStringClaim("at_hash"))
                .isEqualTo(
                        AccessTokenHash.compute(
                                        new BearerAccessToken(answer.field("access_token")),
                                        JWSAlgorithm.RS256,
                                        null)
                                .getValue());
    }

    @Test
    void codeWhenLittleIsAskedForThenLittleIsSaid() {
        String code = Flow.code(browser, person, Flow.cli().with("scope", "openid", "nonce", ""));

        var answer = Flow.granted(Flow.exchange(code).post(TOKEN));

        assertThat(answer.field("scope")).isEqualTo("openid");
        assertThat(Flow.claims(answer, "id_token").getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "acr",
                        "amr",
                        "sid",
                        "at_hash");
        assertThat(Flow.claims(answer, "access_token").getClaims())
                .doesNotContainKeys("email", "preferred_username");
    }

    @Test
    void codeWhenOpenidIsNotAskedForThenNoIdToken() {
        String code = Flow.code(browser, person, Flow.cli().with("scope", "profile"));

        var answer = Flow.granted(Flow.exchange(code).post(TOKEN));

        assertThat(answer.json().has("id_token")).isFalse();
    }

    @Test
    void codeWhenTheClientMayNotRefreshThenNoRefreshToken() {
        String code = Flow.code(browser, person, Flow.request(Clients.BRIEF, Clients.CLI_REDIRECT));

        var answer = Flow.granted(Flow.exchange(code).with("client_id", Clients.BRIEF).post(TOKEN));

        assertThat(answer.json().has("refresh_token")).isFalse();
        Flow.refused(
                Form.of(
                                "grant_type", "refresh_token",
                                "client_id", Clients.BRIEF,
                                "refresh_token", "ghr_x")
                        .post(TOKEN),
                400,
                "unauthorized_client");
    }

    /** Whatever is not as in the authorization request; the code stays good for the client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code | '' | invalid_request",
                "code | x | invalid_grant",
                "code | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | invalid_grant",
                "redirect_uri | '' | invalid_request",
                "redirect_uri | http://127.0.0.1:53128/callback | invalid_grant",
                "redirect_uri | http://127.0.0.1/callback | invalid_grant",
                "code_verifier | '' | invalid_grant",
                "code_verifier | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl | invalid_grant",
                "code_verifier | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM | invalid_grant",
                "code_verifier | short | invalid_grant",
                "code_verifier | 'dBjftJeZ4CVP mB92K27uhbUJU1p1r_wW1gFWFOEjXk' | invalid_grant",
                "client_id | brief | invalid_grant",
                "client_id | nobody | invalid_client",
                "client_id | web | invalid_client",
                "grant_type | '' | invalid_request",
                "grant_type | password | unsupported_grant_type",
                "grant_type | implicit | unsupported_grant_type",
                "grant_type | urn:ietf:params:oauth:grant-type:jwt-bearer | unsupported_grant_type",
                "grant_type | client_credentials | unauthorized_client",
            })
    void codeWhenSomethingIsDifferentThenRefused(String name, String value, String error) {
        String code = Flow.code(browser, person, Flow.cli());

        var answer = Flow.exchange(code).with(name, value).post(TOKEN);

        Flow.refused(answer, error.equals("invalid_client") ? 401 : 400, error);
        Flow.granted(Flow.exchange(code).post(TOKEN));
    }

    /** A code of one client in the hands of another one (mix-up, code injection). */
    @Test
    void codeWhenPresentedByAnotherClientThenRefused() {
        String code = Flow.code(browser, person, Flow.web());
        Form form = Flow.exchange(code).with("client_id", "", "redirect_uri", Clients.WEB_REDIRECT);

        Flow.refused(form.post(TOKEN, Clients.OTHER, Clients.OTHER_SECRET), 400, "invalid_grant");
        Flow.granted(form.post(TOKEN, Clients.WEB, Clients.WEB_SECRET));
    }

    @Test
    void codeWhenExpiredThenRefused() {
        String code = Flow.code(browser, person, Flow.cli());
        Rows.update("UPDATE authorization_codes SET expires_at = now() - INTERVAL '1 second'");

        Flow.refused(Flow.exchange(code).post(TOKEN), 400, "invalid_grant");
    }

    @Test
    void codeWhenIssuedThenGoodForAMinute() {
        Flow.code(browser, person, Flow.cli());

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM authorization_codes"
                                        + " WHERE expires_at > now() + INTERVAL '61 seconds'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed out", "disabled"})
    void codeWhenItsPersonIsGoneMeanwhileThenRefused(String how) {
        String code = Flow.code(browser, person, Flow.cli());
        if (how.equals("disabled")) {
            Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");
        } else {
            browser.submit(browser.get("/oauth2/logout"));
        }

        Flow.refused(Flow.exchange(code).post(TOKEN), 400, "invalid_grant");
    }

    @Test
    void codeWhenUsedTwiceThenWhatItGaveEnds() {
        String code = Flow.code(browser, person, Flow.cli());
        var first = Flow.granted(Flow.exchange(code).post(TOKEN));

        Flow.refused(Flow.exchange(code).post(TOKEN), 400, "invalid_grant");

        assertThat(denials(first)).isOne();
        Flow.refused(Flow.refresh(first.field("refresh_token")), 400, "invalid_grant");
        Flow.refused(Flow.exchange(code).post(TOKEN), 400, "invalid_grant");
        assertThat(denials(first)).isOne();
    }

    /** Who has only the code, from a log or a history, must not be able to end a session. */
    @Test
    void codeWhenUsedTwiceWithoutItsVerifierThenNothingEnds() {
        String code = Flow.code(browser, person, Flow.cli());
        var first = Flow.granted(Flow.exchange(code).post(TOKEN));

        Flow.refused(
                Flow.exchange(code).with("code_verifier", "x".repeat(43)).post(TOKEN),
                400,
                "invalid_grant");

        assertThat(denials(first)).isZero();
        Flow.granted(Flow.refresh(first.field("refresh_token")));
    }

    @Test
    void codeWhenHundredAtOnceThenOneSession() {
        String code = Flow.code(browser, person, Flow.cli());

        List<HttpAnswer> answers =
                Parallel.atMost(
                        20, Collections.nCopies(100, () -> Flow.exchange(code).post(TOKEN)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers).extracting(HttpAnswer::status).containsOnly(200, 400);
        assertThat(Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id()))
                .as("the session of the first, which ended by the second")
                .isZero();
    }

    @Test
    void refreshWhenNewestThenTheNextAndAnIdTokenWithoutNonce() {
        var first = Flow.tokens(browser, person);

        var answer = Flow.granted(Flow.refresh(first.field("refresh_token")));

        assertThat(answer.field("refresh_token")).isNotEqualTo(first.field("refresh_token"));
        assertThat(Flow.claims(answer, "access_token").getClaim("sid"))
                .isEqualTo(Flow.claims(first, "access_token").getClaim("sid"));
        assertThat(Flow.claims(answer, "id_token").getClaims()).doesNotContainKey("nonce");
        assertThat(Flow.claims(answer, "id_token").getClaim("auth_time"))
                .isEqualTo(Flow.claims(first, "id_token").getClaim("auth_time"));
    }

    @Test
    void refreshWhenHundredAtOnceThenOneSuccessor() {
        String first = Flow.tokens(browser, person).field("refresh_token");

        List<HttpAnswer> answers =
                Parallel.atMost(20, Collections.nCopies(100, () -> Flow.refresh(first)));

        assertThat(answers).extracting(HttpAnswer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.field("refresh_token"))
                .containsOnly(answers.getFirst().field("refresh_token"));
    }

    @Test
    void refreshWhenOlderThanThePreviousThenTheSessionEnds() {
        var first = Flow.tokens(browser, person);
        var second = Flow.refresh(first.field("refresh_token"));
        var third = Flow.refresh(second.field("refresh_token"));

        Flow.refused(Flow.refresh(first.field("refresh_token")), 400, "invalid_grant");

        assertThat(denials(first)).isOne();
        Flow.refused(Flow.refresh(third.field("refresh_token")), 400, "invalid_grant");
    }

    /** Another client learns nothing, and ends nothing. */
    @Test
    void refreshWhenTheTokenIsOfAnotherClientThenRefusedAndItStaysGood() {
        String token = Flow.webTokens(browser, person).field("refresh_token");
        Form form = Form.of("grant_type", "refresh_token", "refresh_token", token);

        Flow.refused(Flow.refresh(token), 400, "invalid_grant");
        Flow.refused(form.post(TOKEN, Clients.OTHER, Clients.OTHER_SECRET), 400, "invalid_grant");
        assertThat(Person.refresh(token).status()).isEqualTo(401);
        Flow.granted(form.post(TOKEN, Clients.WEB, Clients.WEB_SECRET));
    }

    @Test
    void refreshWhenTheTokenIsOfTheSignInOfGatehouseThenRefused() {
        String token = person.login().field("refresh_token");

        Flow.refused(Flow.refresh(token), 400, "invalid_grant");

        assertThat(Person.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenTheScopeIsSmallerThenForThisAnswerOnly() {
        String first = Flow.tokens(browser, person).field("refresh_token");

        var smaller =
                Flow.granted(
                        Form.of(
                                        "grant_type",
                                        "refresh_token",
                                        "client_id",
                                        Clients.CLI,
                                        "refresh_token",
                                        first,
                                        "scope",
                                        "profile")
                                .post(TOKEN));
        var whole = Flow.granted(Flow.refresh(smaller.field("refresh_token")));

        assertThat(smaller.field("scope")).isEqualTo("profile");
        assertThat(Flow.claims(smaller, "access_token").getClaims()).doesNotContainKey("email");
        assertThat(smaller.json().has("id_token")).isFalse();
        assertThat(whole.field("scope")).isEqualTo("openid profile email");
    }

    @Test
    void refreshWhenTheScopeIsWiderThenRefusedAndTheTokenStaysGood() {
        String code = Flow.code(browser, person, Flow.cli().with("scope", "openid"));
        String token = Flow.exchange(code).post(TOKEN).field("refresh_token");

        Flow.refused(
                Form.of(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                Clients.CLI,
                                "refresh_token",
                                token,
                                "scope",
                                "openid email")
                        .post(TOKEN),
                400,
                "invalid_scope");
        Flow.granted(Flow.refresh(token));
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void refreshWhenTheAccountIsDisabledThenRefused() {
        String token = Flow.tokens(browser, person).field("refresh_token");
        Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");

        Flow.refused(Flow.refresh(token), 400, "invalid_grant");
    }

    @Test
    void clientCredentialsWhenAskedThenATokenOfTheClientAndNothingIsWritten() throws Exception {
        long sessions = Rows.count("SELECT count(*) FROM sessions");

        var answer =
                Flow.granted(
                        Form.of("grant_type", "client_credentials")
                                .post(TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET));
        var claims = Flow.claims(answer, "access_token");

        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.json().has("id_token")).isFalse();
        assertThat(answer.field("scope")).isEqualTo("books stock");
        assertThat(claims.getSubject()).isEqualTo(Clients.MACHINE);
        assertThat(claims.getStringClaim("client_id")).isEqualTo(Clients.MACHINE);
        assertThat(claims.getClaims()).doesNotContainKeys("roles", "role", "sid");
        assertThat(Rows.count("SELECT count(*) FROM sessions")).isEqualTo(sessions);
    }

    @ParameterizedTest
    @CsvSource({
        "machine, stock, stock",
        "machine, stock openid admin, stock",
        "machine, openid, ''",
        "machine, admin, ''",
        "web, stock, stock",
    })
    void clientCredentialsWhenAScopeIsAskedForThenWhatTheClientMayHave(
            String client, String wanted, String scope) {
        String secret = client.equals(Clients.WEB) ? Clients.WEB_SECRET : Clients.MACHINE_SECRET;

        var answer =
                Form.of("grant_type", "client_credentials", "scope", wanted)
                        .post(TOKEN, client, secret);

        if (scope.isEmpty()) {
            Flow.refused(answer, 400, "invalid_scope");
        } else {
            assertThat(Flow.granted(answer).field("scope")).isEqualTo(scope);
        }
    }

    @Test
    void clientCredentialsWhenTheClientMayNotThenRefused() {
        Flow.refused(
                Form.of("grant_type", "client_credentials")
                        .post(TOKEN, Clients.OTHER, Clients.OTHER_SECRET),
                400,
                "unauthorized_client");
    }

    @ParameterizedTest
    @CsvSource({
        "web, " + Clients.WEB_SECRET + ", true",
        "web, " + Clients.WEB_SECRET + ", false",
        "machine, " + Clients.MACHINE_SECRET + ", false",
    })
    void clientWhenItShowsItsSecretInEitherPlaceThenKnown(
            String client, String secret, boolean inHeader) {
        Form form = Form.of("grant_type", "client_credentials");

        Flow.granted(
                inHeader
                        ? form.post(TOKEN, client, secret)
                        : form.with("client_id", client, "client_secret", secret).post(TOKEN));
    }

    /** One failure looks like another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic bWFjaGluZTp3cm9uZw==",
                "Basic bm9ib2R5OndvbmRlcg==",
                "Basic bWFjaGluZTo=",
                "Basic bWFjaGluZQ==",
                "Basic !!!",
                "Basic",
                "Basic Y2xpOnNlY3JldA==",
                "Basic AAAA",
                "Basic JTAwOmE=",
                "Bearer abc",
                "Digest abc",
            })
    void clientWhenTheHeaderIsWrongThenOneAnswerAndAChallenge(String header) {
        var answer =
                Form.of("grant_type", "client_credentials")
                        .post(Gate.anonymous().with("authorization", header), TOKEN);

        Flow.refused(answer, 401, "invalid_client");
        assertThat(answer.header("www-authenticate")).hasValue("Basic realm=\"gatehouse\"");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"error\":\"invalid_client\","
                                + "\"error_description\":\"Client authentication failed\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id=machine&client_secret=wrong",
                "client_id=machine&client_secret=",
                "client_id=machine",
                "client_id=nobody&client_secret=x",
                "client_id=cli&client_secret=x",
                "client_id=",
                "''",
            })
    void clientWhenTheBodyIsWrongThenOneAnswer(String client) {
        var answer = Form.post(Gate.anonymous(), TOKEN, "grant_type=client_credentials&" + client);

        Flow.refused(answer, 401, "invalid_client");
        assertThat(answer.header("www-authenticate")).isEmpty();
    }

    @Test
    void clientWhenItShowsTwoCredentialsThenRefused() {
        Form form = Form.of("grant_type", "client_credentials");

        Flow.refused(
                form.with("client_secret", Clients.MACHINE_SECRET)
                        .post(TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET),
                400,
                "invalid_request");
        Flow.refused(
                form.with("client_id", Clients.WEB)
                        .post(TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET),
                400,
                "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/oauth2/token | grant_type=client_credentials&grant_type=client_credentials",
                "/oauth2/token | grant_type=client_credentials&scope=a&scope=b",
                "/oauth2/token | grant_type=client_credentials&a=%ff",
                "/oauth2/token | grant_type=client_credentials&a=%00",
                "/oauth2/revoke | token=a&token=b",
                "/oauth2/introspect | token=a&token=b",
                "/oauth2/revoke | token_type_hint=access_token",
                "/oauth2/introspect | ''",
                "/oauth2/device-authorization | scope=openid&scope=openid",
                "/oauth2/device-authorization | scope=openid&a=%ff",
            })
    void formWhenItCannotBeReadThenInvalidRequest(String path, String body) {
        var gate =
                Gate.anonymous()
                        .with("authorization", Form.basic(Clients.MACHINE, Clients.MACHINE_SECRET));

        Flow.refused(Form.post(gate, path, body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/token",
                "/oauth2/revoke",
                "/oauth2/introspect",
                "/oauth2/device-authorization"
            })
    void formWhenItIsNoneThenInvalidRequestAndNoProblem(String path) {
        var gate = Gate.anonymous();

        Flow.refused(
                gate.send(
                        gate.request(path)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString("{\"grant_type\": \"password\"}"))),
                400,
                "invalid_request");
        Flow.refused(
                gate.send(
                        gate.request(path)
                                .header("content-type", "no type at all")
                                .POST(BodyPublishers.ofString("a=b"))),
                400,
                "invalid_request");
        Flow.refused(
                gate.send(gate.request(path).POST(BodyPublishers.ofString("a=b"))),
                400,
                "invalid_request");
        Flow.refused(Form.post(gate, path, "a=" + "x".repeat(70_000)), 413, "invalid_request");
    }

    private static long denials(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid")));
    }

    private long generation() {
        return Rows.count("SELECT generation FROM sessions WHERE account_id = ?", person.id());
    }
}

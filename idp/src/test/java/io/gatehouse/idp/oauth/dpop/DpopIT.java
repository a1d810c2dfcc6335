// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
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
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key (RFC 9449 sections 4, 5, 6 and 10), rule by rule. */
@ExtendWith(IdpServer.class)
class DpopIT {
    private static final ECKey KEY = Proof.newKey();
    private static final ECKey OTHER_KEY = Proof.newKey();
    private static final String PUSH = "/oauth2/par";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void codeWhenAKeyIsProvedThenTheTokensAreBoundToIt() {
        var answer = tokens();

        assertBound(answer, KEY);
        assertThat(answer.field("refresh_token")).startsWith("ghr_");
        assertThat(answer.json().has("id_token")).isTrue();
        var introspected = introspect(answer.field("access_token"));
        assertThat(introspected.field("token_type")).isEqualTo("DPoP");
        assertThat(introspected.json().at("/cnf/jkt").asText()).isEqualTo(Proof.thumbprint(KEY));
    }

    @Test
    void codeWhenNoKeyIsProvedThenTheTokensAreBoundToNone() {
        var answer = Flow.tokens(browser, person);

        assertFree(answer);
        assertThat(introspect(answer.field("access_token")).json().has("cnf")).isFalse();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM sessions"
                                        + " WHERE account_id = ? AND dpop_jkt IS NOT NULL",
                                person.id()))
                .isZero();
    }

    static Stream<Arguments> flaws() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                row("no type", it -> it.withoutHeader("typ")),
                row("another type", it -> it.withHeader("typ", "JWT")),
                row("unsigned", it -> it.withHeader("alg", "none")),
                row("the public key as a secret", it -> it.withHeader("alg", "HS256")),
                row("a private key", it -> it.withHeader("jwk", KEY.toJSONObject())),
                row("no key", it -> it.withoutHeader("jwk")),
                row("another key", it -> it.signedBy(OTHER_KEY, JWSAlgorithm.ES256)),
                row("another method", it -> it.with("htm", "GET")),
                row("another endpoint", it -> it.with("htu", IdpServer.ISSUER + PUSH)),
                row("another host", it -> it.with("htu", "https://evil.example" + Flow.TOKEN)),
                row("where it listens", it -> it.with("htu", IdpServer.uri() + Flow.TOKEN)),
                row("old", it -> it.with("iat", now - 70)),
                row("of a time to come", it -> it.with("iat", now + 60)),
                row("no time", it -> it.without("iat")),
                row("no id", it -> it.without("jti")),
                row("a long id", it -> it.with("jti", "x".repeat(129))));
    }

    private static Arguments row(String name, UnaryOperator<Proof> change) {
        return Arguments.of(name, change);
    }

    /** The code stays good: nothing was used. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void codeWhenTheProofIsBadThenRefused(String name, UnaryOperator<Proof> change) {
        String code = Flow.code(browser, person, Flow.cli());

        var answer = with(change.apply(proof(KEY)), Flow.exchange(code));

        Flow.refused(answer, 400, "invalid_dpop_proof");
        assertThat(answer.text()).doesNotContain("evil.example");
        assertBound(Flow.granted(with(proof(KEY), Flow.exchange(code))), KEY);
    }

    @Test
    void codeWhenThereIsNotOneProofThenRefused() {
        Form exchange = Flow.exchange(Flow.code(browser, person, Flow.cli()));

        Flow.refused(withText("", exchange), 400, "invalid_dpop_proof");
        Flow.refused(withText("x", exchange), 400, "invalid_dpop_proof");
        String two = proof(KEY).text() + "," + proof(KEY).text();
        Flow.refused(withText(two, exchange), 400, "invalid_dpop_proof");
        var gate = Gate.anonymous();
        var twice =
                gate.send(
                        gate.request(Flow.TOKEN)
                                .header("content-type", "application/x-www-form-urlencoded")
                                .header("DPoP", proof(KEY).text())
                                .header("DPoP", proof(KEY).text())
                                .POST(BodyPublishers.ofString(exchange.encoded())));
        Flow.refused(twice, 400, "invalid_dpop_proof");
        Flow.granted(exchange.post(Flow.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=b", "#c"})
    void codeWhenTheUriHasMoreThenTheProofIsGood(String more) {
        Form exchange = Flow.exchange(Flow.code(browser, person, Flow.cli()));

        Flow.granted(with(proof(KEY).with("htu", IdpServer.ISSUER + Flow.TOKEN + more), exchange));
    }

    @Test
    void refreshWhenThePublicClientHasTheKeyThenBoundAgain() {
        String first = tokens().field("refresh_token");

        var answer = Flow.granted(with(proof(KEY), refresh(first)));
        var again = Flow.granted(with(proof(KEY), refresh(answer.field("refresh_token"))));

        assertBound(answer, KEY);
        assertBound(again, KEY);
    }

    /** A stolen refresh token of a client without a secret is worth nothing. */
    @Test
    void refreshWhenThePublicClientHasNotTheKeyThenRefusedAndItStaysGood() {
        String token = tokens().field("refresh_token");

        Flow.refused(refresh(token).post(Flow.TOKEN), 400, "invalid_dpop_proof");
        Flow.refused(with(proof(OTHER_KEY), refresh(token)), 400, "invalid_grant");

        assertBound(Flow.granted(with(proof(KEY), refresh(token))), KEY);
    }

    /** Not even within the time in which a token yields its successor again. */
    @Test
    void refreshWhenReplayedWithoutTheKeyThenRefused() {
        String token = tokens().field("refresh_token");
        String next = Flow.granted(with(proof(KEY), refresh(token))).field("refresh_token");

        Flow.refused(refresh(token).post(Flow.TOKEN), 400, "invalid_dpop_proof");
        Flow.refused(with(proof(OTHER_KEY), refresh(token)), 400, "invalid_grant");
        var again = Flow.granted(with(proof(KEY), refresh(token)));

        assertThat(again.field("refresh_token")).isEqualTo(next);
        assertBound(again, KEY);
    }

    @Test
    void refreshWhenAKeyIsProvedLaterThenTheAccessTokenAloneIsBound() {
        String free = Flow.tokens(browser, person).field("refresh_token");

        var bound = Flow.granted(with(proof(KEY), refresh(free)));

        assertBound(bound, KEY);
        assertFree(Flow.granted(refresh(bound.field("refresh_token")).post(Flow.TOKEN)));
    }

    /** Whoever stole a token cannot keep its owner from ending the session by a key. */
    @Test
    void refreshWhenAThiefProvesAKeyThenTheOwnersOldTokenEndsTheSession() {
        String stolen = Flow.tokens(browser, person).field("refresh_token");
        var thief = Flow.granted(with(proof(OTHER_KEY), refresh(stolen)));
        Rows.update("UPDATE sessions SET rotated_at = rotated_at - interval '1 minute'");

        Flow.refused(refresh(stolen).post(Flow.TOKEN), 400, "invalid_grant");

        Form next = refresh(thief.field("refresh_token"));
        Flow.refused(with(proof(OTHER_KEY), next), 400, "invalid_grant");
        assertThat(introspect(thief.field("access_token")).json().path("active").asBoolean())
                .isFalse();
    }

    /** It proves who it is, so that its key may change (RFC 9449 section 5). */
    @Test
    void refreshWhenTheClientHasASecretThenOnlyTheAccessTokenIsBound() {
        String code = Flow.code(browser, person, Flow.web());
        Form exchange =
                Flow.exchange(code).with("client_id", "", "redirect_uri", Clients.WEB_REDIRECT);
        var first = Flow.granted(withSecret(proof(KEY), exchange));
        assertBound(first, KEY);

        var other = Flow.granted(withSecret(proof(OTHER_KEY), ofWeb(first)));
        var free = Flow.granted(ofWeb(other).post(Flow.TOKEN, Clients.WEB, Clients.WEB_SECRET));

        assertBound(other, OTHER_KEY);
        assertFree(free);
    }

    private static Form ofWeb(HttpAnswer tokens) {
        return refresh(tokens.field("refresh_token")).with("client_id", "");
    }

    /** To end a session is no use of it: whoever has found a token may report it. */
    @Test
    void revokeWhenBoundThenNoProofIsNeeded() {
        String token = tokens().field("refresh_token");

        var answer = Form.of("token", token, "client_id", Clients.CLI).post("/oauth2/revoke");

        assertThat(answer.status()).isEqualTo(200);
        Flow.refused(with(proof(KEY), refresh(token)), 400, "invalid_grant");
    }

    @Test
    void codeWhenTheRequestNamesAKeyThenForThatKeyAlone() {
        Form request = Flow.cli().with("dpop_jkt", Proof.thumbprint(KEY));

        assertForKeyAlone(Flow.exchange(Flow.code(browser, person, request)));
    }

    @Test
    void codeWhenThePushedRequestProvesAKeyThenForThatKeyAlone() {
        var pushed = push(proof(KEY, PUSH), Flow.cli());

        assertForKeyAlone(Flow.exchange(code(pushed)));
    }

    @Test
    void codeWhenThePushedRequestNamesAndProvesAKeyThenForThatKeyAlone() {
        var pushed = push(proof(KEY, PUSH), Flow.cli().with("dpop_jkt", Proof.thumbprint(KEY)));

        assertForKeyAlone(Flow.exchange(code(pushed)));
    }

    private String code(HttpAnswer pushed) {
        assertThat(pushed.status()).as(pushed.toString()).isEqualTo(201);
        return Flow.code(
                browser,
                person,
                Form.of("client_id", Clients.CLI, "request_uri", pushed.field("request_uri")));
    }

    /** Neither ends it: who has only the code must not be able to. */
    private static void assertForKeyAlone(Form exchange) {
        Flow.refused(exchange.post(Flow.TOKEN), 400, "invalid_grant");
        Flow.refused(with(proof(OTHER_KEY), exchange), 400, "invalid_grant");
        assertBound(Flow.granted(with(proof(KEY), exchange)), KEY);
    }

    @Test
    void pushWhenTheProofIsOfAnotherKeyThanNamedThenRefused() {
        Rows.update("DELETE FROM pushed_requests");
        Form named = Flow.cli().with("dpop_jkt", Proof.thumbprint(OTHER_KEY));

        Flow.refused(push(proof(KEY, PUSH), named), 400, "invalid_request");
        Flow.refused(push(proof(KEY), Flow.cli()), 400, "invalid_dpop_proof");
        assertThat(Rows.count("SELECT count(*) FROM pushed_requests")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", "\u00e4"})
    void authorizeWhenTheKeyIsNoThumbprintThenTheClientIsTold(String value) {
        Form request = Flow.cli().with("dpop_jkt", value);

        assertThat(Browser.parameters(browser.get("/oauth2/authorize?" + request.encoded())))
                .containsEntry("error", "invalid_request");
        Flow.refused(request.post(PUSH), 400, "invalid_request");
    }

    @Test
    void tokenWhenTheClientMustProveAKeyThenNothingWithoutOne() {
        Form exchange =
                Flow.exchange(
                                Flow.code(
                                        browser,
                                        person,
                                        Flow.request(Clients.PROVER, Clients.CLI_REDIRECT)))
                        .with("client_id", Clients.PROVER);

        Flow.refused(exchange.post(Flow.TOKEN), 400, "invalid_dpop_proof");
        var tokens = Flow.granted(with(proof(KEY), exchange));

        assertBound(tokens, KEY);
        Form refresh = refresh(tokens.field("refresh_token")).with("client_id", Clients.PROVER);
        Flow.refused(refresh.post(Flow.TOKEN), 400, "invalid_dpop_proof");
    }

    @Test
    void deviceWhenAKeyIsProvedThenTheTokensAreBoundToIt() {
        HttpAnswer begun = Device.begin();
        Device.decide(browser, person, begun, "allow");

        var tokens = Flow.granted(with(proof(KEY), Device.poll(begun)));

        assertBound(tokens, KEY);
        Form refresh = refresh(tokens.field("refresh_token"));
        Flow.refused(refresh.post(Flow.TOKEN), 400, "invalid_dpop_proof");
        assertBound(Flow.granted(with(proof(KEY), refresh)), KEY);
    }

    @Test
    void clientCredentialsWhenAKeyIsProvedThenTheTokenIsBoundToIt() {
        var answer = Flow.granted(machine(proof(KEY)));

        assertBound(answer, KEY);
        assertThat(introspect(answer.field("access_token")).json().at("/cnf/jkt").asText())
                .isEqualTo(Proof.thumbprint(KEY));
    }

    @Test
    void clientCredentialsWhenTheProofWasUsedThenRefused() {
        Proof proof = proof(KEY);
        String once = proof.text();
        Flow.granted(machine(once));

        Flow.refused(machine(once), 400, "invalid_dpop_proof");
        Flow.refused(machine(proof.text()), 400, "invalid_dpop_proof");
        Flow.granted(machine(proof.with("jti", "another")));
    }

    @Test
    void clientCredentialsWhenOneProofComesTwiceAtOnceThenOneToken() {
        String proof = proof(KEY).text();

        assertThat(Parallel.times(2, () -> machine(proof).status()))
                .containsExactlyInAnyOrder(200, 400);
    }

    /** Whoever cannot say who they are uses up nothing. */
    @Test
    void tokenWhenTheClientIsNotSureThenTheProofIsNotUsed() {
        String proof = proof(KEY).text();
        Form form = Form.of("grant_type", "client_credentials");
        Flow.refused(
                form.post(
                        Gate.anonymous()
                                .with("authorization", Form.basic(Clients.MACHINE, "wrong"))
                                .with("DPoP", proof),
                        Flow.TOKEN),
                401,
                "invalid_client");

        Flow.granted(machine(proof));
    }

    @Test
    void loginWhenAKeyIsProvedThenTheSignInOfGatehouseTakesNoNotice() {
        var answer =
                Gate.anonymous()
                        .with("DPoP", "rubbish")
                        .post(
                                "/authentication/login",
                                "{\"username\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(person.username(), person.password()));

        assertThat(answer.status()).isEqualTo(200);
        assertFree(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void userinfoWhenTheTokenComesWithAProofThenTheClaims(String method) {
        String token = tokens().field("access_token");

        var answer = userinfo(method, "DPoP " + token, userinfoProof(KEY, method, token).text());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.field("sub")).isEqualTo(person.id().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "no proof, invalid_dpop_proof",
        "rubbish, invalid_dpop_proof",
        "of another method, invalid_dpop_proof",
        "of another token, invalid_dpop_proof",
        "of no token, invalid_dpop_proof",
        "of another key, invalid_token",
        "as a bearer token, invalid_token",
        "as a bearer token with the proof, invalid_token",
        "rubbish for a token, invalid_token",
    })
    void userinfoWhenTheKeyIsNotProvedThenRefused(String what, String error) {
        String token = tokens().field("access_token");
        Proof proof = userinfoProof(KEY, "GET", token);

        HttpAnswer answer =
                switch (what) {
                    case "no proof" ->
                            Gate.anonymous()
                                    .with("authorization", "DPoP " + token)
                                    .get("/oauth2/userinfo");
                    case "rubbish" -> userinfo("GET", "DPoP " + token, "rubbish");
                    case "of another method" -> userinfo("POST", "DPoP " + token, proof.text());
                    case "of another token" ->
                            userinfo("GET", "DPoP " + token, proof.forToken(token + "x").text());
                    case "of no token" ->
                            userinfo("GET", "DPoP " + token, proof.without("ath").text());
                    case "of another key" ->
                            userinfo(
                                    "GET",
                                    "DPoP " + token,
                                    userinfoProof(OTHER_KEY, "GET", token).text());
                    case "as a bearer token" ->
                            Gate.anonymous()
                                    .with("authorization", "Bearer " + token)
                                    .get("/oauth2/userinfo");
                    case "as a bearer token with the proof" ->
                            userinfo("GET", "Bearer " + token, proof.text());
                    default -> userinfo("GET", "DPoP rubbish", proof.text());
                };

        Flow.refused(answer, 401, error);
        assertThat(answer.header("www-authenticate").orElseThrow())
                .startsWith("DPoP realm=\"gatehouse\", error=\"" + error + "\"")
                .contains("algs=\"ES256 PS256 RS256 EdDSA Ed25519\"");
    }

    @Test
    void userinfoWhenATokenBoundToNoKeyComesWithAProofThenRefused() {
        String token = Flow.tokens(browser, person).field("access_token");

        Flow.refused(
                userinfo("GET", "DPoP " + token, userinfoProof(KEY, "GET", token).text()),
                401,
                "invalid_token");
        assertThat(userinfo("GET", "Bearer " + token, "rubbish").status()).isEqualTo(200);
    }

    @Test
    void userinfoWhenTheProofWasUsedThenRefused() {
        String token = tokens().field("access_token");
        String proof = userinfoProof(KEY, "GET", token).text();
        assertThat(userinfo("GET", "DPoP " + token, proof).status()).isEqualTo(200);

        Flow.refused(userinfo("GET", "DPoP " + token, proof), 401, "invalid_dpop_proof");
    }

    private HttpAnswer tokens() {
        String code = Flow.code(browser, person, Flow.cli());
        return Flow.granted(with(proof(KEY), Flow.exchange(code)));
    }

    private static Form refresh(String token) {
        return Form.of(
                "grant_type", "refresh_token", "client_id", Clients.CLI, "refresh_token", token);
    }

    private static HttpAnswer machine(Proof proof) {
        return machine(proof.text());
    }

    private static HttpAnswer machine(String proof) {
        return Form.of("grant_type", "client_credentials")
                .post(
                        Gate.anonymous()
                                .with(
                                        "authorization",
                                        Form.basic(Clients.MACHINE, Clients.MACHINE_SECRET))
                                .with("DPoP", proof),
                        Flow.TOKEN);
    }

    private static HttpAnswer introspect(String token) {
        return Form.of("token", token)
                .post("/oauth2/introspect", Clients.MACHINE, Clients.MACHINE_SECRET);
    }

    private static HttpAnswer push(Proof proof, Form form) {
        return form.post(Gate.anonymous().with("DPoP", proof.text()), PUSH);
    }

    private static HttpAnswer with(Proof proof, Form form) {
        return withText(proof.text(), form);
    }

    private static HttpAnswer withText(String proof, Form form) {
        return form.post(Gate.anonymous().with("DPoP", proof), Flow.TOKEN);
    }

    private static HttpAnswer withSecret(Proof proof, Form form) {
        return form.post(
                Gate.anonymous()
                        .with("authorization", Form.basic(Clients.WEB, Clients.WEB_SECRET))
                        .with("DPoP", proof.text()),
                Flow.TOKEN);
    }

    private static Proof proof(ECKey key) {
        return proof(key, Flow.TOKEN);
    }

    private static Proof proof(ECKey key, String path) {
        return Proof.of(key, "POST", IdpServer.ISSUER + path, Instant.now());
    }

    private static Proof userinfoProof(ECKey key, String method, String token) {
        return Proof.of(key, method, IdpServer.ISSUER + "/oauth2/userinfo", Instant.now())
                .forToken(token);
    }

    private static HttpAnswer userinfo(String method, String authorization, String proof) {
        return Gate.anonymous()
                .with("authorization", authorization)
                .with("DPoP", proof)
                .send(method, "/oauth2/userinfo");
    }

    private static void assertBound(HttpAnswer tokens, ECKey key) {
        assertThat(tokens.field("token_type")).isEqualTo("DPoP");
        assertThat(Flow.claims(tokens, "access_token").getClaim("cnf"))
                .isEqualTo(Map.of("jkt", Proof.thumbprint(key)));
    }

    private static void assertFree(HttpAnswer tokens) {
        assertThat(tokens.field("token_type")).isEqualTo("Bearer");
        assertThat(Flow.claims(tokens, "access_token").getClaims()).doesNotContainKey("cnf");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Assertion;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that prove a private key: RFC 7521, 7523 and 8725, rule by rule. */
@ExtendWith(IdpServer.class)
class PrivateKeyJwtIT {
    private static final Form OWN = Form.of("grant_type", "client_credentials");
    private static final String FAILED =
            "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}";

    static Stream<Assertion> good() {
        return Stream.of(
                fresh(),
                Assertion.of(Clients.SIGNER, Clients.SIGNER_RSA, JWSAlgorithm.RS256),
                Assertion.of(Clients.SIGNER, Clients.SIGNER_RSA, JWSAlgorithm.PS256),
                Assertion.of(Clients.STRICT, Clients.STRICT_RSA, JWSAlgorithm.PS256),
                Assertion.of(Clients.SIGNER, Clients.SIGNER_EDWARDS, JWSAlgorithm.EdDSA),
                Assertion.of(Clients.SIGNER, Clients.SIGNER_EDWARDS, JWSAlgorithm.Ed25519),
                fresh().signedBy(Clients.SIGNER_EC, JWSAlgorithm.ES256, Optional.empty()),
                fresh().signedBy(Clients.SIGNER_EDWARDS, JWSAlgorithm.EdDSA, Optional.empty()),
                fresh().with("aud", List.of(IdpServer.ISSUER)),
                fresh().with("exp", Assertion.secondsFromNow(290)),
                fresh().with("exp", Assertion.secondsFromNow(-10)),
                fresh().with("nbf", Assertion.secondsFromNow(10)),
                fresh().with("iat", Assertion.secondsFromNow(-1000)),
                fresh().with("jti", "\0\ud83d\ude00 ".repeat(200)),
                fresh().typed("JWT"),
                fresh().typed("client-authentication+jwt"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void tokenWhenTheAssertionKeepsAllRulesThenTheClientIsKnown(Assertion assertion) {
        var answer = Flow.granted(assertion.on(OWN).post(Flow.TOKEN));

        assertThat(Flow.claims(answer, "access_token").getSubject())
                .isEqualTo(assertion.claims().get("sub"));
        assertRefused(assertion.on(OWN).post(Flow.TOKEN));
    }

    @Test
    void tokenWhenTheClientIsNamedBesideItsAssertionThenTheSame() {
        Flow.granted(fresh().on(OWN.with("client_id", Clients.SIGNER)).post(Flow.TOKEN));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("no claim iss", fresh().without("iss")),
                arguments("another iss", fresh().with("iss", Clients.STRICT)),
                arguments("no claim sub", fresh().without("sub")),
                arguments("another sub", fresh().with("sub", Clients.STRICT)),
                arguments("a client without keys", ofOther(Clients.CLI)),
                arguments("a client with a secret", ofOther(Clients.WEB)),
                arguments("no client", ofOther("nobody")),
                arguments("the id of an account", ofOther("6f9619ff-8b86-d011-b42d-00c04fc964ff")),
                arguments("no claim aud", fresh().without("aud")),
                arguments("no aud in the list", fresh().with("aud", List.of())),
                arguments("another aud", fresh().with("aud", "https://other.example")),
                arguments("almost the aud", fresh().with("aud", IdpServer.ISSUER + "/")),
                arguments("the endpoint", fresh().with("aud", IdpServer.ISSUER + Flow.TOKEN)),
                arguments("two aud", fresh().with("aud", List.of(IdpServer.ISSUER, "https://b"))),
                arguments("no claim exp", fresh().without("exp")),
                arguments("expired", fresh().with("exp", Assertion.secondsFromNow(-60))),
                arguments("too far ahead", fresh().with("exp", Assertion.secondsFromNow(360))),
                arguments("for ever", fresh().with("exp", Long.MAX_VALUE)),
                arguments("exp of no number", fresh().with("exp", "soon")),
                arguments("not yet", fresh().with("nbf", Assertion.secondsFromNow(60))),
                arguments("no claim jti", fresh().without("jti")),
                arguments("an empty jti", fresh().with("jti", "")),
                arguments("jti of no text", fresh().with("jti", 7)),
                arguments(
                        "the key of another client", signed(Clients.STRICT_RSA, "RS256", "rsa-1")),
                arguments("a key of nobody", signed(Clients.ec("ec-1"), "ES256", "ec-1")),
                arguments(
                        "EdDSA by nobody's key", signed(Clients.edwards("ed-1"), "EdDSA", "ed-1")),
                arguments("the kid of another key", signed(Clients.SIGNER_EC, "ES256", "rsa-1")),
                arguments("the kid of its EC key", signed(Clients.SIGNER_EDWARDS, "EdDSA", "ec-1")),
                arguments("an unknown kid", signed(Clients.SIGNER_EC, "ES256", "ec-2")),
                arguments("RS512", signed(Clients.SIGNER_RSA, "RS512", "rsa-1")),
                arguments("PS384", signed(Clients.SIGNER_RSA, "PS384", "rsa-1")),
                arguments("HS256 by the public key", hashedByThePublicKey()),
                arguments("an algorithm it has ruled out", ruledOut()),
                arguments("an access token", fresh().typed("at+jwt")),
                arguments("a proof of DPoP", fresh().typed("dpop+jwt")),
                arguments("a request object", fresh().typed("oauth-authz-req+jwt")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void tokenWhenTheAssertionBreaksARuleThenOneAnswer(String what, Assertion assertion) {
        assertRefused(assertion.on(OWN).post(Flow.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "a.b.c", "e30.e30.", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30."})
    void tokenWhenTheAssertionIsNoneThenOneAnswer(String text) {
        assertRefused(Assertion.on(OWN, text).post(Flow.TOKEN));
        assertRefused(Assertion.on(OWN.with("client_id", Clients.SIGNER), text).post(Flow.TOKEN));
    }

    @Test
    void tokenWhenTheAssertionIsNotSignedThenOneAnswer() {
        String[] parts = fresh().text().split("\\.", -1);
        String none = Base64URL.encode("{\"alg\":\"none\"}").toString();

        assertRefused(Assertion.on(OWN, none + "." + parts[1] + ".").post(Flow.TOKEN));
        assertRefused(Assertion.on(OWN, parts[0] + "." + parts[1] + ".").post(Flow.TOKEN));
        assertRefused(Assertion.on(OWN, parts[0] + "." + parts[1] + ".AAAA").post(Flow.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jwt-bearer",
                "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
                "urn:ietf:params:oauth:grant-type:jwt-bearer"
            })
    void tokenWhenTheTypeOfTheAssertionIsAnotherThenOneAnswer(String type) {
        assertRefused(fresh().on(OWN).with("client_assertion_type", type).post(Flow.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "strict", "web", "cli"})
    void tokenWhenAnotherClientIsNamedBesideTheAssertionThenOneAnswer(String client) {
        assertRefused(fresh().on(OWN.with("client_id", client)).post(Flow.TOKEN));
    }

    @Test
    void tokenWhenTheClientOnlySaysWhoItIsThenOneAnswer() {
        assertRefused(OWN.with("client_id", Clients.SIGNER).post(Flow.TOKEN));
        assertRefused(OWN.with("client_id", Clients.SIGNER, "client_secret", "x").post(Flow.TOKEN));
    }

    /** RFC 6749 section 5.2 has a name for it, before anybody is looked up. */
    @Test
    void tokenWhenThereIsMoreThanOneCredentialThenInvalidRequest() {
        Form signed = fresh().on(OWN);
        var gate = Gate.anonymous();

        Flow.refused(
                signed.with("client_secret", Clients.WEB_SECRET).post(Flow.TOKEN),
                400,
                "invalid_request");
        Flow.refused(
                signed.post(Flow.TOKEN, Clients.WEB, Clients.WEB_SECRET), 400, "invalid_request");
        Flow.refused(
                Form.post(gate, Flow.TOKEN, signed.encoded() + "&client_assertion=a"),
                400,
                "invalid_request");
        Flow.granted(signed.post(Flow.TOKEN));
    }

    @Test
    void tokenWhenTheAssertionWasUsedElsewhereThenOneAnswer() {
        Form signed = fresh().on(OWN.with("token", "x"));

        assertThat(signed.post("/oauth2/introspect").status()).isEqualTo(200);

        assertRefused(signed.post(Flow.TOKEN));
        assertRefused(signed.post("/oauth2/revoke"));
        assertRefused(signed.post("/oauth2/introspect"));
    }

    /** The id is a client's own, and one without its key uses up none. */
    @Test
    void tokenWhenTheIdWasThatOfAnotherClientOrOfAForgeryThenItCounts() {
        Assertion assertion = fresh().with("jti", "the same for all");
        Assertion other =
                Assertion.of(Clients.STRICT, Clients.STRICT_RSA, JWSAlgorithm.PS256)
                        .with("jti", "the same for all");

        assertRefused(
                assertion
                        .signedBy(Clients.ec("ec-1"), JWSAlgorithm.ES256, Optional.of("ec-1"))
                        .on(OWN)
                        .post(Flow.TOKEN));
        Flow.granted(other.on(OWN).post(Flow.TOKEN));
        Flow.granted(assertion.on(OWN).post(Flow.TOKEN));
        assertRefused(assertion.on(OWN).post(Flow.TOKEN));
    }

    @Test
    void tokenWhenHundredAtOnceThenOneCounts() {
        Form signed = fresh().on(OWN);

        List<HttpAnswer> answers =
                Parallel.atMost(20, Collections.nCopies(100, () -> signed.post(Flow.TOKEN)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers).extracting(HttpAnswer::status).containsOnly(200, 401);
    }

    @Test
    void codeWhenTheClientSignsThenTokensWhichItRefreshesAndRevokes() {
        var person = Person.register();
        Form request = Flow.request(Clients.SIGNER, Clients.SIGNER_REDIRECT);
        Form exchange =
                Flow.exchange(Flow.code(new Browser(), person, request))
                        .with("client_id", "", "redirect_uri", Clients.SIGNER_REDIRECT);

        var tokens = Flow.granted(fresh().on(exchange).post(Flow.TOKEN));
        Form refresh =
                Form.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.field("refresh_token"));
        var next = Flow.granted(fresh().on(refresh).post(Flow.TOKEN));
        Form revoke = Form.of("token", next.field("refresh_token"));

        assertThat(fresh().on(revoke).post("/oauth2/introspect").text())
                .contains("\"active\":true");
        assertThat(fresh().on(revoke).post("/oauth2/revoke").status()).isEqualTo(200);
        assertThat(fresh().on(revoke).post("/oauth2/introspect").text())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    void deleteExpiredWhenAnAssertionCannotCountAnyMoreThenItAloneGoes() {
        Rows.update("DELETE FROM used_assertions");
        Flow.granted(fresh().on(OWN).post(Flow.TOKEN));
        Flow.granted(fresh().with("exp", Assertion.secondsFromNow(250)).on(OWN).post(Flow.TOKEN));
        Instant end = Instant.now().plusSeconds(120);

        CDI.current()
                .select(Transactions.class)
                .get()
                .run(database ->
                        CDI.current()
                                .select(UsedAssertionRepository.class)
                                .get()
                                .deleteExpired(database, end, 500));

        assertThat(Rows.count("SELECT count(*) FROM used_assertions")).isOne();
    }

    private static Assertion fresh() {
        return Assertion.ofSigner();
    }

    private static Assertion ofOther(String client) {
        return Assertion.of(client, Clients.SIGNER_EC, JWSAlgorithm.ES256);
    }

    private static Assertion signed(JWK key, String algorithm, String kid) {
        return fresh().signedBy(key, JWSAlgorithm.parse(algorithm), Optional.of(kid));
    }

    private static Assertion ruledOut() {
        return Assertion.of(Clients.STRICT, Clients.STRICT_RSA, JWSAlgorithm.RS256);
    }

    private static Assertion hashedByThePublicKey() {
        var known = Clients.SIGNER_RSA.toPublicJWK().toJSONString().getBytes(UTF_8);
        var secret = new OctetSequenceKey.Builder(known).keyID("rsa-1").build();
        return Assertion.of(Clients.SIGNER, secret, JWSAlgorithm.HS256);
    }

    private static void assertRefused(HttpAnswer answer) {
        Flow.refused(answer, 401, "invalid_client");
        assertThat(answer.text()).isEqualTo(FAILED);
        assertThat(answer.header("www-authenticate")).isEmpty();
    }
}

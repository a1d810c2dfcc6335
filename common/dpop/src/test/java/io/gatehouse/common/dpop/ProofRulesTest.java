// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.common.jose.Ed25519Keys;
import io.gatehouse.common.jose.EdDsaSigner;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.TestClock;
import io.gatehouse.testkit.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 section 4.3, rule by rule. */
class ProofRulesTest {
    private static final String BASE = "https://gate.test:8443";
    private static final String URI = BASE + "/orders";
    private static final String TOKEN = "a.b.c";
    private static final ECKey KEY = Proof.newKey();
    private static final ECKey OTHER_KEY = Proof.newKey();
    private static final RSAKey RSA = Tokens.key();
    private static final OctetKeyPair EDWARDS = Ed25519Keys.generate(new SecureRandom());

    private static final ProofRules.Request REQUEST =
            new ProofRules.Request("GET", "/orders", Optional.of(TOKEN));

    private final TestClock clock = new TestClock();
    private final ProofRules rules = new ProofRules(BASE, clock);
    private final ProofRules demanding = new ProofRules(BASE, clock, Optional.of(nonces("gate")));

    private static Nonces nonces(String server) {
        return new Nonces(
                KeyedHash.of(new byte[32]), server, Duration.ofMinutes(1), new TestClock());
    }

    @Test
    void judgeWhenAllRulesAreKeptThenTheKeyIsKnown() {
        Proof proof = proof();

        assertThat(judge(proof.text()))
                .isEqualTo(
                        new Verdict.Proved(
                                Proof.thumbprint(KEY), (String) proof.claims().get("jti")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "RS256"})
    void judgeWhenSignedByRsaThenTheKeyIsKnown(String algorithm) {
        Proof proof =
                Proof.of(RSA, "GET", URI, clock.instant())
                        .forToken(TOKEN)
                        .signedBy(RSA, JWSAlgorithm.parse(algorithm));

        assertThat(judge(proof.text()))
                .isEqualTo(
                        new Verdict.Proved(
                                Proof.thumbprint(RSA), (String) proof.claims().get("jti")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void judgeWhenSignedByEd25519ThenTheKeyIsKnown(String algorithm) throws JOSEException {
        Proof proof =
                Proof.of(EDWARDS, "GET", URI, clock.instant())
                        .forToken(TOKEN)
                        .withHeader("alg", algorithm);

        assertThat(judge(proof.text(new EdDsaSigner(EDWARDS))))
                .isEqualTo(
                        new Verdict.Proved(
                                Proof.thumbprint(EDWARDS), (String) proof.claims().get("jti")));
    }

    /** What the standards of JWT let stand in it says nothing here. */
    @Test
    void judgeWhenItSaysMoreThenThatDoesNotCount() {
        Proof proof = proof().withHeader("kid", "x").with("nonce", "n").with("exp", 1).with("a", 2);

        assertThat(judge(proof.text())).isInstanceOf(Verdict.Proved.class);
    }

    @Test
    void judgeWhenThereIsNoTokenThenNoneIsAskedFor() {
        ProofRules.Request request = new ProofRules.Request("GET", "/orders", Optional.empty());

        assertThat(rules.judge(proof().without("ath").text(), request))
                .isInstanceOf(Verdict.Proved.class);
    }

    @Test
    void nonceWhenNoneIsDemandedThenNone() {
        assertThat(rules.nonce()).isEmpty();
    }

    @Test
    void judgeWhenANonceIsDemandedThenTheOneThatWasGivenOut() {
        Proof proof = proof().with("nonce", demanding.nonce().orElseThrow());

        assertThat(demanding.judge(proof.text(), REQUEST)).isInstanceOf(Verdict.Proved.class);
    }

    static Stream<Arguments> nonces() {
        return Stream.of(
                Arguments.of("none", UnaryOperator.<Proof>identity()),
                Arguments.of("a text", with("nonce", "n")),
                Arguments.of("an empty one", with("nonce", "")),
                Arguments.of("a number", with("nonce", 1)),
                Arguments.of("null", with("nonce", null)),
                Arguments.of("under another name", with("Nonce", nonces("gate").make())),
                Arguments.of("in a list", with("nonce", List.of(nonces("gate").make()))),
                Arguments.of("of another server", with("nonce", nonces("idp").make())));
    }

    private static UnaryOperator<Proof> with(String claim, Object value) {
        return proof -> proof.with(claim, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonces")
    void judgeWhenTheNonceIsBadThenThatIsItsFlaw(String what, UnaryOperator<Proof> change) {
        assertThat(demanding.judge(change.apply(proof()).text(), REQUEST))
                .as(what)
                .isEqualTo(new Verdict.Flawed(Flaw.NONCE));
    }

    /** Which of two counts would be for the reader to choose. */
    @Test
    void judgeWhenTheNonceIsThereTwiceThenMalformed() throws JOSEException {
        String nonce = "\"nonce\":\"" + demanding.nonce().orElseThrow() + "\"";
        String claims = Json.write(proof().claims());
        String twice = claims.replaceFirst("\\{", "{" + nonce + "," + nonce + ",");

        assertThat(demanding.judge(signed(twice), REQUEST))
                .isEqualTo(new Verdict.Flawed(Flaw.MALFORMED));
        String once = claims.replaceFirst("\\{", "{" + nonce + ",");
        assertThat(demanding.judge(signed(once), REQUEST)).isInstanceOf(Verdict.Proved.class);
    }

    /** A client that would be refused all the same need not ask for a nonce first. */
    @Test
    void judgeWhenAnythingElseIsWrongThenThatIsItsFlaw() {
        assertThat(demanding.judge(proof().with("htm", "POST").text(), REQUEST))
                .isEqualTo(new Verdict.Flawed(Flaw.METHOD));
        assertThat(demanding.judge(proof().with("iat", 1).text(), REQUEST))
                .isEqualTo(new Verdict.Flawed(Flaw.TIME));
        assertThat(demanding.judge(proof().without("ath").text(), REQUEST))
                .isEqualTo(new Verdict.Flawed(Flaw.TOKEN));
    }

    static Stream<Arguments> flaws() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        RSAKey large = new RSAKeyGenerator(5120).generate();
        ECKey wide = new ECKeyGenerator(Curve.P_384).generate();
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).generate();
        ECKey offCurve = new ECKey.Builder(KEY).build();
        Map<String, Object> point = offCurve.toPublicJWK().toJSONObject();
        point.put("y", OTHER_KEY.getY().toString());
        return Stream.of(
                row(Flaw.TYPE, it -> it.withoutHeader("typ")),
                row(Flaw.TYPE, it -> it.withHeader("typ", "JWT")),
                row(Flaw.TYPE, it -> it.withHeader("typ", "at+jwt")),
                row(Flaw.MALFORMED, it -> it.withHeader("typ", 1)),
                row(Flaw.MALFORMED, it -> it.withHeader("alg", "none")),
                row(Flaw.ALGORITHM, it -> it.withHeader("alg", "HS256")),
                row(Flaw.ALGORITHM, it -> it.withHeader("alg", "ES384")),
                row(Flaw.ALGORITHM, it -> it.withHeader("alg", "RS512")),
                row(Flaw.ALGORITHM, it -> it.withHeader("alg", "Ed448")),
                row(Flaw.KEY, it -> it.withHeader("alg", "EdDSA")),
                row(Flaw.KEY, it -> it.withHeader("jwk", EDWARDS.toPublicJWK().toJSONObject())),
                row(Flaw.KEY, it -> onEdwards(it, Map.of("crv", "X25519"))),
                row(Flaw.KEY, it -> onEdwards(it, Map.of("crv", "Ed448"))),
                row(Flaw.KEY, it -> onEdwards(it, Map.of("x", "AQ"))),
                row(Flaw.KEY, it -> onEdwards(it, Map.of("x", "AQ" + "A".repeat(41)))),
                row(Flaw.SIGNATURE, it -> onEdwards(it, Map.of("x", "Ag" + "A".repeat(41)))),
                row(Flaw.SIGNATURE, it -> onEdwards(it, Map.of())),
                row(Flaw.ALGORITHM, it -> it.withHeader("alg", "es256")),
                row(Flaw.KEY, it -> it.withHeader("alg", "RS256")),
                row(Flaw.KEY, it -> it.withHeader("alg", "PS256")),
                row(Flaw.KEY, it -> it.withoutHeader("jwk")),
                row(Flaw.KEY, it -> it.withoutHeader("jwk").withHeader("kid", "x")),
                row(Flaw.KEY, it -> it.withHeader("jwk", wide.toPublicJWK().toJSONObject())),
                row(Flaw.MALFORMED, it -> it.withHeader("jwk", KEY.toJSONObject())),
                row(Flaw.MALFORMED, it -> it.withHeader("jwk", secret.toJSONObject())),
                row(Flaw.MALFORMED, it -> it.withHeader("jwk", "x")),
                row(Flaw.MALFORMED, it -> it.withHeader("jwk", Map.of("kty", "EC"))),
                row(Flaw.MALFORMED, it -> it.withHeader("jwk", point)),
                row(
                        Flaw.MALFORMED,
                        it -> it.withHeader("crit", List.of("exp")).withHeader("exp", 1)),
                row(Flaw.SIGNATURE, it -> it.signedBy(OTHER_KEY, JWSAlgorithm.ES256)),
                row(
                        Flaw.SIGNATURE,
                        it -> it.withHeader("jwk", OTHER_KEY.toPublicJWK().toJSONObject())),
                row(Flaw.KEY, _ -> ofRsa(weak)),
                row(Flaw.KEY, _ -> ofRsa(large)),
                row(Flaw.KEY, _ -> ofRsa(withExponent(RSA, "AQ"))),
                row(Flaw.KEY, _ -> ofRsa(withExponent(RSA, "Aw"))),
                row(Flaw.KEY, _ -> ofRsa(withExponent(RSA, "AQABAAE"))),
                row(Flaw.METHOD, it -> it.without("htm")),
                row(Flaw.METHOD, it -> it.with("htm", "POST")),
                row(Flaw.METHOD, it -> it.with("htm", "get")),
                row(Flaw.METHOD, it -> it.with("htm", 1)),
                row(Flaw.TARGET, it -> it.without("htu")),
                row(Flaw.TARGET, it -> it.with("htu", List.of(URI))),
                row(Flaw.TIME, it -> it.without("iat")),
                row(Flaw.MALFORMED, it -> it.with("iat", "now")),
                row(Flaw.TIME, it -> it.with("iat", 0)),
                row(Flaw.TIME, it -> it.with("iat", Long.MAX_VALUE)),
                row(Flaw.TIME, it -> it.with("iat", -1)),
                row(Flaw.ID, it -> it.without("jti")),
                row(Flaw.ID, it -> it.with("jti", "")),
                row(Flaw.MALFORMED, it -> it.with("jti", 1)),
                row(Flaw.ID, it -> it.with("jti", "x".repeat(129))),
                row(Flaw.TOKEN, it -> it.without("ath")),
                row(Flaw.TOKEN, it -> it.with("ath", "")),
                row(Flaw.TOKEN, it -> it.with("ath", TOKEN)),
                row(Flaw.TOKEN, it -> it.with("ath", 1)),
                row(Flaw.TOKEN, it -> it.forToken("a.b.d")),
                row(Flaw.TOO_LONG, it -> it.with("more", "x".repeat(SignedProof.LONGEST))));
    }

    private static Arguments row(Flaw flaw, UnaryOperator<Proof> change) {
        return Arguments.of(flaw, change);
    }

    /** One that says it was signed by a key on Ed25519. */
    private static Proof onEdwards(Proof proof, Map<String, Object> changes) {
        Map<String, Object> key = EDWARDS.toPublicJWK().toJSONObject();
        key.putAll(changes);
        return proof.withHeader("alg", "EdDSA").withHeader("jwk", key);
    }

    private static Proof ofRsa(RSAKey key) {
        return Proof.of(key, "GET", URI, TestClock.START)
                .forToken(TOKEN)
                .signedBy(RSA, JWSAlgorithm.RS256);
    }

    private static RSAKey withExponent(RSAKey key, String exponent) {
        return new RSAKey.Builder(key.getModulus(), new Base64URL(exponent)).build();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("flaws")
    void judgeWhenARuleIsBrokenThenThatIsTheFlaw(Flaw flaw, UnaryOperator<Proof> change) {
        assertThat(judge(change.apply(proof()).text())).isEqualTo(new Verdict.Flawed(flaw));
    }

    @Test
    void judgeWhenSignedByThePublicKeyAsASecretThenRefused() throws JOSEException {
        byte[] secret = KEY.toPublicJWK().toJSONString().getBytes(UTF_8);
        Proof proof = proof();
        Map<String, Object> header =
                Map.of("typ", "dpop+jwt", "alg", "HS256", "jwk", proof.header().get("jwk"));

        String text =
                Tokens.sign(
                        Json.write(header),
                        Json.write(proof.claims()),
                        JWSAlgorithm.HS256,
                        new MACSigner(secret));

        assertThat(judge(text)).isEqualTo(new Verdict.Flawed(Flaw.ALGORITHM));
    }

    @Test
    void judgeWhenItIsNoSignedTextThenMalformed() {
        String good = proof().text();
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        String deep = "[".repeat(1_000);

        for (String text :
                List.of(
                        "",
                        ".",
                        "..",
                        "x",
                        "a.b.c",
                        unsigned,
                        good + ".x",
                        good + "," + good,
                        Base64URL.encode(deep) + ".e30.AAAA",
                        Base64URL.encode("{\"alg\":\"ES256\",\"alg\":\"ES256\"}") + ".e30.AAAA",
                        "e30.e30.e30")) {
            assertThat(judge(text)).as(text).isEqualTo(new Verdict.Flawed(Flaw.MALFORMED));
        }
    }

    /** Each character counts, those of the signature's form included. */
    @Test
    void judgeWhenAnyPartIsChangedThenRefused() {
        String good = proof().text();
        int[] ends = {good.indexOf('.') / 2, good.indexOf('.') + 9, good.lastIndexOf('.') + 20};

        assertThat(Arrays.stream(ends).mapToObj(at -> judge(changed(good, at))))
                .allMatch(Verdict.Flawed.class::isInstance);
    }

    private static String changed(String text, int at) {
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    @ParameterizedTest
    @CsvSource({"-59, true", "-60, false", "-61, false", "0, true", "30, true", "31, false"})
    void judgeWhenIssuedAtAnotherTimeThenWithinTheWindowOnly(long seconds, boolean admitted) {
        Proof proof = proof().with("iat", clock.instant().getEpochSecond() + seconds);

        assertThat(judge(proof.text()) instanceof Verdict.Proved).isEqualTo(admitted);
    }

    private static String signed(String claims) throws JOSEException {
        Map<String, Object> header = new LinkedHashMap<>(proof(TestClock.START).header());
        header.put("alg", "ES256");
        return Tokens.sign(Json.write(header), claims, JWSAlgorithm.ES256, new ECDSASigner(KEY));
    }

    private static Proof proof(Instant now) {
        return Proof.of(KEY, "GET", URI, now).forToken(TOKEN);
    }

    private Proof proof() {
        return proof(clock.instant());
    }

    private Verdict judge(String text) {
        return rules.judge(text, new ProofRules.Request("GET", "/orders", Optional.of(TOKEN)));
    }

    /** A proof is never good for longer than it is remembered. */
    @Test
    void judgeWhenOfTheFarthestTimeThenOverWhenForgotten() {
        Proof proof = proof().with("iat", clock.instant().plus(ProofRules.SKEW).getEpochSecond());
        assertThat(judge(proof.text())).isInstanceOf(Verdict.Proved.class);

        clock.advance(UsedProofs.KEPT.minus(Duration.ofMillis(1)));
        assertThat(judge(proof.text())).isInstanceOf(Verdict.Proved.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(judge(proof.text())).isEqualTo(new Verdict.Flawed(Flaw.TIME));
    }
}

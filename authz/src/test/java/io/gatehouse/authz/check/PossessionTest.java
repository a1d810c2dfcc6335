// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.revocation.Revocation;
import io.gatehouse.authz.revocation.RevocationPage;
import io.gatehouse.authz.token.JwkSet;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.Verifier;
import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key, at the gate (RFC 9449, section 7). */
class PossessionTest {
    private static final ECKey KEY = Proof.newKey();
    private static final ECKey OTHER_KEY = Proof.newKey();
    private static final int MOST = 3;
    private static final Caller CALLER = new Caller(TestTokens.SUBJECT, "", "");
    private static final KeyedHash SHARED = KeyedHash.of(new byte[32]);

    private final TestClock clock = new TestClock();
    private final JwkSet jwks = TestTokens.jwkSet(TestTokens.KEY);
    private final DenyList denyList = new DenyList(Duration.ofMinutes(5), clock, clock::nanoTime);
    private final Decider decider = decider(new ProofRules(TestTokens.ISSUER, clock));

    private final Map<String, Object> claims = TestTokens.claims(clock, "customer");
    private String token;

    private Decider decider(ProofRules rules) {
        return new Decider(
                PolicyReader.read(Path.of("..", "k8s", "base", "policy.yaml")),
                new TokenCache(new Verifier(TestTokens.RULES, clock), () -> jwks, 1000),
                denyList,
                new SameOrigin(List.of(URI.create(TestTokens.ISSUER))),
                new Possession(rules, new UsedProofs(MOST, clock::nanoTime)),
                new KeyExchange(
                        _ -> Optional.empty(), Runnable::run, _ -> {}, 10, clock::nanoTime));
    }

    /** One of several authorizers, all with the same key. */
    private Decider demanding() {
        return decider(
                new ProofRules(TestTokens.ISSUER, clock, Optional.of(nonces(SHARED, "gate"))));
    }

    private Nonces nonces(KeyedHash key, String server) {
        return new Nonces(key, server, Duration.ofMinutes(1), clock);
    }

    @BeforeEach
    void bind() {
        denyList.apply(0, new RevocationPage(1, List.of()));
        claims.put("cnf", Map.of("jkt", Proof.thumbprint(KEY)));
        token = TestTokens.sign(claims);
    }

    @Test
    void decideWhenTheProofIsOfTheKeyThenAuthorized() {
        assertThat(decide("DPoP " + token, proof().text()))
                .isEqualTo(Decision.Allowed.of("products", CALLER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=2", "?", ""})
    void decideWhenThereIsAQueryThenItIsNoneOfTheProofsBusiness(String query) {
        Map<String, String> headers = headers("DPoP " + token, proof().text());

        assertThat(decider.decide(new GateRequest("GET", "/products" + query, headers)).reason())
                .isEqualTo("authorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://GATE.test:8443/products",
                "https://gate.test:8443/products?limit=2#top",
                "https://gate.test:8443/./orders/../products",
                "https://gate.test:8443/%70roducts",
            })
    void decideWhenTheUriIsWrittenInAnotherWayThenAuthorized(String uri) {
        assertThat(decide("DPoP " + token, proof().with("htu", uri).text()).reason())
                .isEqualTo("authorized");
    }

    /** A proof is for the public URL, whatever host a request names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gate.test:8443/orders",
                "https://gate.test:8443/products/",
                "https://gate.test:8443/Products",
                "https://gate.test:8443//products",
                "https://gate.test/products",
                "http://gate.test:8443/products",
                "https://authz.internal:9000/products",
                "/products",
            })
    void decideWhenTheUriIsAnotherThenRefused(String uri) {
        Map<String, String> headers = headers("DPoP " + token, proof().with("htu", uri).text());
        headers.put("host", "authz.internal:9000");
        headers.put(":authority", "authz.internal:9000");

        assertProblem(
                decider.decide(new GateRequest("GET", "/products", headers)),
                Denial.PROOF_INVALID,
                "proof_target");
    }

    @Test
    void decideWhenTheProofIsBadThenRefusedByItsFlaw() {
        assertFlaw("proof_malformed", "");
        assertFlaw("proof_malformed", "x");
        assertFlaw("proof_malformed", proof().text() + "," + proof().text());
        assertFlaw("proof_malformed", proof().withHeader("alg", "none").text());
        assertFlaw("proof_malformed", proof().withHeader("jwk", KEY.toJSONObject()).text());
        assertFlaw("proof_algorithm", proof().withHeader("alg", "HS256").text());
        assertFlaw("proof_type", proof().withHeader("typ", "at+jwt").text());
        assertFlaw("proof_signature", proof().signedBy(OTHER_KEY, JWSAlgorithm.ES256).text());
        assertFlaw("proof_method", proof().with("htm", "POST").text());
        assertFlaw("proof_time", proof().with("iat", seconds() - 60).text());
        assertFlaw("proof_time", proof().with("iat", seconds() + 31).text());
        assertFlaw("proof_id", proof().without("jti").text());
        assertFlaw("proof_token", proof().without("ath").text());
        assertFlaw("proof_token", proof().forToken(TestTokens.sign(claims) + "x").text());
    }

    private void assertFlaw(String reason, String proof) {
        assertProblem(decide("DPoP " + token, proof), Denial.PROOF_INVALID, reason);
    }

    @Test
    void decideWhenThereIsNoProofThenRefused() {
        Map<String, String> headers = Map.of("authorization", "DPoP " + token);

        assertProblem(
                decider.decide(new GateRequest("GET", "/products", headers)),
                Denial.PROOF_INVALID,
                "proof_malformed");
    }

    /** A stolen token with a proof of the thief's own key. */
    @Test
    void decideWhenTheProofIsOfAnotherKeyThenRefused() {
        String proof = Proof.of(OTHER_KEY, "GET", uri(), clock.instant()).forToken(token).text();

        assertProblem(decide("DPoP " + token, proof), Denial.KEY_MISMATCH, "key_mismatch");
    }

    /** A stolen token alone, or with a proof that does not count there. */
    @ParameterizedTest
    @CsvSource({"bearer, false", "bearer, true", "cookie, false", "cookie, true"})
    void decideWhenABoundTokenComesWithoutTheSchemeThenRefused(String way, boolean withProof) {
        Map<String, String> headers = new HashMap<>();
        if (way.equals("bearer")) {
            headers.put("authorization", "Bearer " + token);
        } else {
            headers.put("cookie", "__Host-gatehouse=" + token);
        }
        if (withProof) {
            headers.put("dpop", proof().text());
        }

        assertProblem(
                decider.decide(new GateRequest("GET", "/products", headers)),
                Denial.PROOF_MISSING,
                "proof_missing");
    }

    @Test
    void decideWhenATokenBoundToNoKeyComesWithAProofThenRefused() {
        String free = TestTokens.token(clock, "customer");
        String proof = proof().forToken(free).text();

        assertProblem(decide("DPoP " + free, proof), Denial.KEY_MISMATCH, "key_mismatch");
    }

    /** Whoever sends a header more is not refused for it. */
    @Test
    void decideWhenABearerTokenComesBesideAProofThenTheProofDoesNotCount() {
        String free = TestTokens.token(clock, "customer");

        assertThat(decide("Bearer " + free, "rubbish").reason()).isEqualTo("authorized");
    }

    @Test
    void decideWhenTheProofWasUsedThenRefusedUntilItIsTooOld() {
        String proof = proof().text();
        assertThat(decide("DPoP " + token, proof).reason()).isEqualTo("authorized");

        assertProblem(decide("DPoP " + token, proof), Denial.PROOF_REPEATED, "proof_repeated");
        clock.advance(Duration.ofSeconds(59));
        assertProblem(decide("DPoP " + token, proof), Denial.PROOF_REPEATED, "proof_repeated");
        clock.advance(Duration.ofSeconds(1));
        assertProblem(decide("DPoP " + token, proof), Denial.PROOF_INVALID, "proof_time");
    }

    @Test
    void decideWhenOneProofComesTwiceAtOnceThenOneIsAuthorized() {
        String proof = proof().text();

        assertThat(Parallel.times(2, () -> decide("DPoP " + token, proof).reason()))
                .containsExactlyInAnyOrder("authorized", "proof_repeated");
    }

    /** Nobody can make room for an old proof by many new ones. */
    @Test
    void decideWhenNoMoreCanBeRememberedThenUnavailableForBoundTokensOnly() {
        String first = proof().text();
        decide("DPoP " + token, first);
        decide("DPoP " + token, proof().text());
        decide("DPoP " + token, proof().text());

        Decision denied = decide("DPoP " + token, proof().text());

        assertThat(denied.reason()).isEqualTo("proofs_full");
        assertThat(((Decision.Denied) denied).denial().problem().status()).isEqualTo(503);
        assertThat(decide("DPoP " + token, first).reason()).isEqualTo("proof_repeated");
        assertThat(decide("Bearer " + TestTokens.token(clock, "customer"), "").reason())
                .isEqualTo("authorized");
    }

    /** What a bad proof leaves behind would be a way to fill the memory. */
    @Test
    void decideWhenRefusedThenTheProofIsNotUsedUp() {
        String proof = proof().text();
        Map<String, String> headers = headers("DPoP " + token, proof);
        for (int i = 0; i < 2 * MOST; i++) {
            decide("DPoP " + token, proof().with("htm", "POST").text());
            decider.decide(new GateRequest("POST", "/products", headers));
            decide("DPoP " + token + "x", proof);
        }

        assertThat(decide("DPoP " + token, proof).reason()).isEqualTo("authorized");
    }

    @Test
    void decideWhenTheTokenItselfIsRefusedThenTheChallengeIsOfItsScheme() {
        assertScheme(decide("DPoP x", proof().text()), "token_malformed");
        denyList.apply(
                1,
                new RevocationPage(
                        2,
                        List.of(
                                new Revocation(
                                        2,
                                        Revocation.Kind.SESSION,
                                        (String) claims.get("sid"),
                                        OptionalLong.empty(),
                                        clock.instant().plusSeconds(300)))));
        assertScheme(decide("DPoP " + token, proof().text()), "token_revoked");
        clock.advance(Duration.ofMinutes(6));
        assertScheme(decide("DPoP " + token, proof().text()), "token_expired");
    }

    private static void assertScheme(Decision decision, String reason) {
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(((Decision.Denied) decision).scheme()).isEqualTo(Scheme.DPOP);
    }

    @Test
    void decideWhenANonceIsDemandedThenTheRefusalHasOneToTryAgainWith() {
        Decider demanding = demanding();

        Decision refused = decide(demanding, proof());
        assertProblem(refused, Denial.NONCE_NEEDED, "proof_nonce");
        Decision allowed = decide(demanding, proof().with("nonce", refused.nonce().orElseThrow()));

        assertThat(allowed.reason()).isEqualTo("authorized");
        assertThat(decide(demanding, proof().with("nonce", allowed.nonce().orElseThrow())).reason())
                .isEqualTo("authorized");
    }

    /** Behind round robin a request comes to any of them, and so does the next. */
    @Test
    void decideWhenAnotherAuthorizerGaveTheNonceThenAuthorizedOnceAtEach() {
        Decider first = demanding();
        Decider second = demanding();
        String nonce = decide(first, proof()).nonce().orElseThrow();

        Proof proof = proof().with("nonce", nonce);
        assertThat(decide(second, proof).reason()).isEqualTo("authorized");
        assertProblem(decide(second, proof), Denial.PROOF_REPEATED, "proof_repeated");
        assertThat(decide(first, proof).reason()).isEqualTo("authorized");
        assertThat(decide(first, proof().with("nonce", nonce)).reason()).isEqualTo("authorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "a text",
                "cut short",
                "of idp",
                "of a foreign gate",
                "old",
                "to come"
            })
    void decideWhenTheNonceIsBadThenRefusedAndNothingIsUsed(String what) {
        Decider demanding = demanding();
        String good = nonces(SHARED, "gate").make();
        Proof proof =
                switch (what) {
                    case "none" -> proof();
                    case "a text" -> proof().with("nonce", "eyJ7S_zG.eyJH0-Z.HX4w-7v");
                    case "cut short" -> proof().with("nonce", good.substring(0, 53));
                    case "of idp" -> proof().with("nonce", nonces(SHARED, "idp").make());
                    case "of a foreign gate" ->
                            proof().with(
                                            "nonce",
                                            nonces(KeyedHash.of(new byte[] {1}), "gate").make());
                    case "old" -> {
                        clock.advance(Duration.ofMinutes(1));
                        yield proof().with("nonce", good);
                    }
                    default -> {
                        Clock later = Clock.offset(clock, Duration.ofSeconds(6));
                        yield proof().with(
                                        "nonce",
                                        new Nonces(SHARED, "gate", Duration.ofMinutes(1), later)
                                                .make());
                    }
                };

        Decision refused = decide(demanding, proof);

        assertProblem(refused, Denial.NONCE_NEEDED, "proof_nonce");
        assertThat(decide(demanding, proof.with("nonce", refused.nonce().orElseThrow())).reason())
                .isEqualTo("authorized");
    }

    /** Made ahead, for a time to come, by whoever had the use of the key for a while. */
    @Test
    void decideWhenAProofWasMadeAheadThenItsNonceIsTooOldByThen() {
        Decider demanding = demanding();
        String nonce = decide(demanding, proof()).nonce().orElseThrow();
        Proof ahead =
                Proof.of(KEY, "GET", uri(), clock.instant().plusSeconds(90))
                        .forToken(token)
                        .with("nonce", nonce);

        clock.advance(Duration.ofSeconds(90));

        assertThat(decide(demanding, ahead).reason()).isEqualTo("proof_nonce");
    }

    /** Only who sends proofs has a use for one. */
    @Test
    void decideWhenNoProofIsSentOrNoNonceDemandedThenNoneIsGiven() {
        assertThat(decide(decider, proof()).nonce()).isEmpty();
        Map<String, String> bearer =
                headers("Bearer " + TestTokens.token(clock, "customer"), "rubbish");
        Decision allowed = demanding().decide(new GateRequest("GET", "/products", bearer));

        assertThat(allowed).isEqualTo(Decision.Allowed.of("products", CALLER));
    }

    private Decision decide(Decider by, Proof proof) {
        return by.decide(
                new GateRequest("GET", "/products", headers("DPoP " + token, proof.text())));
    }

    @Test
    void decideWhenSigningOutThenTheProofCountsAsElsewhere() {
        String uri = TestTokens.ISSUER + "/authentication/logout";
        String proof = Proof.of(KEY, "POST", uri, clock.instant()).forToken(token).text();

        assertThat(signOut("Bearer " + token, proof).reason()).isEqualTo("proof_missing");
        assertThat(signOut("DPoP " + token, "").reason()).isEqualTo("proof_malformed");
        assertThat(signOut("DPoP " + token, proof).reason()).isEqualTo("authorized");
    }

    private Decision signOut(String authorization, String proof) {
        return decider.decide(
                new GateRequest("POST", "/authentication/logout", headers(authorization, proof)));
    }

    private Proof proof() {
        return Proof.of(KEY, "GET", uri(), clock.instant()).forToken(token);
    }

    private static String uri() {
        return TestTokens.ISSUER + "/products";
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }

    private Decision decide(String authorization, String proof) {
        return decider.decide(new GateRequest("GET", "/products", headers(authorization, proof)));
    }

    private static Map<String, String> headers(String authorization, String proof) {
        return new HashMap<>(Map.of("authorization", authorization, "dpop", proof));
    }

    private static void assertProblem(Decision decision, Denial denial, String reason) {
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> {
                            assertThat(denied.denial()).isEqualTo(denial);
                            assertThat(denied.denial().problem().status()).isEqualTo(401);
                            assertThat(denied.scheme()).isEqualTo(Scheme.DPOP);
                        });
    }
}

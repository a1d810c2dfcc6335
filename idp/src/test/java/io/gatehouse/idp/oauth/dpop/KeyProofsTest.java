// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyProofsTest {
    private static final ECKey KEY = Proof.newKey();
    private static final ProofRules.Request REQUEST =
            new ProofRules.Request("POST", "/oauth2/token", Optional.empty());

    private final TestClock clock = new TestClock();
    private final ProofRules rules = new ProofRules("https://gate.test", clock);
    private final KeyProofs proofs = proofs(rules);

    @Test
    void proveWhenThereIsOneProofThenItsKey() {
        assertThat(proofs.prove(List.of(proof()), REQUEST)).isEqualTo(Proof.thumbprint(KEY));
    }

    @Test
    void proveWhenThereIsNotOneProofThenRefused() {
        assertThatThrownBy(() -> proofs.prove(List.of(), REQUEST))
                .isInstanceOf(OAuthException.class)
                .hasMessage("invalid_dpop_proof");
        assertThatThrownBy(() -> proofs.prove(List.of(proof(), proof()), REQUEST))
                .isInstanceOf(OAuthException.class)
                .hasMessage("invalid_dpop_proof");
    }

    /** Nobody can make room for an old proof by new ones. */
    @Test
    void proveWhenNoMoreCanBeRememberedThenUnavailableUntilThereIsRoom() {
        String first = proof();
        proofs.prove(List.of(first), REQUEST);

        assertThatThrownBy(() -> proofs.prove(List.of(proof()), REQUEST))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                            assertThat(e.headers()).containsEntry("Retry-After", "1");
                        });
        assertThatThrownBy(() -> proofs.prove(List.of(first), REQUEST))
                .isInstanceOf(OAuthException.class);
        clock.advance(Duration.ofSeconds(90));
        assertThat(proofs.prove(List.of(proof()), REQUEST)).isEqualTo(Proof.thumbprint(KEY));
    }

    /** Anybody can send proofs there, and to repeat one gains nothing. */
    @Test
    void provedWhenNoMoreCanBeRememberedForTokensThenTakenAllTheSame() {
        String first = proof();
        proofs.proved(List.of(first), rules, REQUEST);

        assertThat(proofs.proved(List.of(proof()), rules, REQUEST).thumbprint())
                .contains(Proof.thumbprint(KEY));
        assertThatThrownBy(() -> proofs.proved(List.of(first), rules, REQUEST))
                .isInstanceOf(OAuthException.class);
        assertThat(proofs.prove(List.of(proof()), REQUEST)).isEqualTo(Proof.thumbprint(KEY));
    }

    @Test
    void proveWhenANonceIsDemandedThenAskedForAndNothingIsUsed() {
        Nonces nonces = nonces("idp");
        ProofRules asking = demanding(nonces);
        KeyProofs demanding = proofs(asking);
        Proof proof = Proof.of(KEY, "POST", "https://gate.test/oauth2/token", clock.instant());

        for (String bad : List.of("", "x", nonces("gate").make())) {
            String text = bad.isEmpty() ? proof.text() : proof.with("nonce", bad).text();
            assertNonceIsAskedFor(() -> demanding.prove(List.of(text), REQUEST));
            assertNonceIsAskedFor(() -> demanding.proved(List.of(text), asking, REQUEST));
        }
        String good = proof.with("nonce", nonces.make()).text();
        assertThat(demanding.prove(List.of(good), REQUEST)).isEqualTo(Proof.thumbprint(KEY));
        assertThat(demanding.proved(List.of(good), asking, REQUEST).thumbprint())
                .contains(Proof.thumbprint(KEY));
        assertThatThrownBy(() -> demanding.proved(List.of(good), asking, REQUEST))
                .hasMessage("invalid_dpop_proof");
    }

    private static void assertNonceIsAskedFor(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        e -> {
                            assertThat(e.error().getCode()).isEqualTo("use_dpop_nonce");
                            assertThat(e.error().getHTTPStatusCode()).isEqualTo(400);
                        });
    }

    private ProofRules demanding(Nonces nonces) {
        return new ProofRules("https://gate.test", clock, Optional.of(nonces));
    }

    private KeyProofs proofs(ProofRules rules) {
        return new KeyProofs(
                rules,
                rules,
                new UsedProofs(1, clock::nanoTime),
                new UsedProofs(1, clock::nanoTime));
    }

    private Nonces nonces(String server) {
        return new Nonces(KeyedHash.of(new byte[32]), server, Duration.ofMinutes(1), clock);
    }

    private String proof() {
        return Proof.of(KEY, "POST", "https://gate.test/oauth2/token", clock.instant()).text();
    }
}

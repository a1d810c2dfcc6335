// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.policy.RequestPath;
import io.gatehouse.authz.token.VerifiedToken;
import io.gatehouse.common.dpop.Flaw;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.dpop.Verdict;
import java.util.Optional;

/**
 * Judges whether who sends a token has the key it is bound to, which a proof shows (RFC 9449,
 * section 7). A token that is bound to none costs nothing here.
 */
public final class Possession {
    private static final String PROOF = "dpop";

    private final ProofRules rules;
    private final UsedProofs used;

    /**
     * What is missing.
     *
     * @param reason a code for log and metrics
     */
    record Lack(Denial denial, String reason) {
        private static Lack of(Denial denial) {
            return new Lack(denial, denial.reason());
        }
    }

    public Possession(ProofRules rules, UsedProofs used) {
        this.rules = requireNonNull(rules, "rules");
        this.used = requireNonNull(used, "used");
    }

    /** A nonce for the next proof, where one is demanded. */
    Optional<String> nonce() {
        return rules.nonce();
    }

    /** What a token lacks that came without a proof: it may be bound to no key. */
    static Optional<Lack> withoutProof(VerifiedToken token) {
        return token.boundTo().map(_ -> Lack.of(Denial.PROOF_MISSING));
    }

    /**
     * What a token lacks that came by the scheme DPoP.
     *
     * @param text of the token
     */
    Optional<Lack> withProof(GateRequest request, String text, VerifiedToken token) {
        ProofRules.Request expected =
                new ProofRules.Request(
                        request.method(), RequestPath.of(request.target()), Optional.of(text));
        // The gateway joins two headers with a comma, which no proof has.
        return switch (rules.judge(request.header(PROOF).orElse(""), expected)) {
            case Verdict.Flawed(Flaw flaw) when flaw == Flaw.NONCE ->
                    Optional.of(new Lack(Denial.NONCE_NEEDED, flaw.code()));
            case Verdict.Flawed flawed ->
                    Optional.of(new Lack(Denial.PROOF_INVALID, flawed.flaw().code()));
            case Verdict.Proved proved when isOther(token, proved) ->
                    Optional.of(Lack.of(Denial.KEY_MISMATCH));
            case Verdict.Proved proved ->
                    switch (used.use(proved)) {
                        case FIRST -> Optional.empty();
                        case REPEATED -> Optional.of(Lack.of(Denial.PROOF_REPEATED));
                        case FULL -> Optional.of(Lack.of(Denial.PROOFS_FULL));
                    };
        };
    }

    private static boolean isOther(VerifiedToken token, Verdict.Proved proved) {
        return token.boundTo().filter(proved.thumbprint()::equals).isEmpty();
    }
}

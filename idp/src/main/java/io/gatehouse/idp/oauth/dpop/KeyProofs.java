// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.common.dpop.Flaw;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.dpop.Verdict;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.ShownCertificate;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the proofs that clients send to the endpoints of this service. */
public final class KeyProofs {

    static final String HEADER = "DPoP";
    private static final int BAD_REQUEST = 400;
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofSeconds(1);

    private final ProofRules rules;
    private final ProofRules rulesBesideCertificates;
    private final UsedProofs usedForTokens;
    private final UsedProofs usedWithTokens;

    /**
     * Remembers proofs for either purpose apart: anybody can send new ones for tokens.
     *
     * @param rulesBesideCertificates where the gate asks clients for their certificates, since the
     *     endpoints have another URL there
     * @param usedForTokens at endpoints that bind something to a key
     * @param usedWithTokens where a token is used that is bound already
     */
    KeyProofs(
            ProofRules rules,
            ProofRules rulesBesideCertificates,
            UsedProofs usedForTokens,
            UsedProofs usedWithTokens) {
        this.rules = rules;
        this.rulesBesideCertificates = rulesBesideCertificates;
        this.usedForTokens = usedForTokens;
        this.usedWithTokens = usedWithTokens;
    }

    /**
     * The key that a POST to an endpoint proves, if it comes with a proof. When no more of them can
     * be remembered, one is taken all the same: to repeat it gains nothing but tokens that are
     * bound to the same key, and else who has no client at all could keep all others from their
     * tokens.
     *
     * @throws OAuthException {@code invalid_dpop_proof}, {@code use_dpop_nonce}
     */
    public ProvedKey of(HttpHeaders headers, String path) {
        ProofRules.Request request =
                new ProofRules.Request(HttpMethod.POST, path, Optional.empty());
        List<String> values = values(headers);
        ProofRules its = ShownCertificate.isIn(headers) ? rulesBesideCertificates : rules;
        return values.isEmpty() ? ProvedKey.NONE : proved(values, its, request);
    }

    ProvedKey proved(List<String> values, ProofRules its, ProofRules.Request request) {
        Verdict.Proved proved = judge(values, its, request);
        if (usedForTokens.use(proved) == UsedProofs.Use.REPEATED) {
            throw repeated();
        }
        return new ProvedKey(Optional.of(proved.thumbprint()));
    }

    /**
     * The thumbprint of the key that a request proves, whose token is bound to one.
     *
     * @throws OAuthException {@code invalid_dpop_proof}, {@code use_dpop_nonce}
     * @throws ProblemException {@code unavailable}, while nobody knows whether a proof is new
     */
    public String prove(HttpHeaders headers, ProofRules.Request request) {
        return prove(values(headers), request);
    }

    String prove(List<String> values, ProofRules.Request request) {
        Verdict.Proved proved = judge(values, rules, request);
        return switch (usedWithTokens.use(proved)) {
            case FIRST -> proved.thumbprint();
            case REPEATED -> throw repeated();
            case FULL ->
                    throw new ProblemException(
                                    ProblemCode.UNAVAILABLE,
                                    "No more proofs can be remembered at the moment.")
                            .withRetryAfter(UNTIL_THERE_IS_ROOM);
        };
    }

    private static Verdict.Proved judge(
            List<String> values, ProofRules its, ProofRules.Request request) {
        if (values.size() != 1) {
            throw refused("One proof is needed");
        }
        return switch (its.judge(values.getFirst(), request)) {
            case Verdict.Flawed(Flaw flaw) when flaw == Flaw.NONCE ->
                    throw new OAuthException(
                            new ErrorObject(
                                    OAuth2Error.USE_DPOP_NONCE_CODE,
                                    "The proof needs a nonce of this server",
                                    BAD_REQUEST));
            case Verdict.Flawed _ -> throw refused("The proof is not valid for this request");
            case Verdict.Proved proved -> proved;
        };
    }

    private static OAuthException repeated() {
        return refused("The proof was used before");
    }

    /** The error {@code invalid_dpop_proof} (RFC 9449 section 5). */
    public static OAuthException refused(String description) {
        return new OAuthException(
                new ErrorObject(OAuth2Error.INVALID_DPOP_PROOF_CODE, description, BAD_REQUEST));
    }

    private static List<String> values(HttpHeaders headers) {
        return Optional.ofNullable(headers.getRequestHeader(HEADER)).orElse(List.of());
    }
}

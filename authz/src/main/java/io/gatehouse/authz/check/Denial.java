// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.common.web.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;

/** The gate's reasons to deny a request, with the problem of each; no text repeats client input. */
enum Denial {
    BAD_PATH(ProblemCode.BAD_PATH, "The path is not written in its one plain form."),
    NOT_LISTED(ProblemCode.NOT_FOUND, "There is nothing at this path."),
    WRONG_METHOD(ProblemCode.METHOD_NOT_ALLOWED, "The method is not allowed at this path."),
    TWO_CREDENTIALS(
            ProblemCode.TWO_CREDENTIALS,
            "Send one credential: either an access token or the session cookie."),
    MALFORMED_CREDENTIAL(
            ProblemCode.MALFORMED_REQUEST,
            "The Authorization header is not one access token.",
            "error=\"invalid_request\""),
    CREDENTIAL_MISSING(
            ProblemCode.TOKEN_MISSING,
            "Sign in and send the access token as bearer token or session cookie.",
            ""),
    TOKEN_INVALID(
            ProblemCode.TOKEN_INVALID,
            "The access token is not valid.",
            "error=\"invalid_token\", error_description=\"The access token is not valid\""),
    TOKEN_EXPIRED(
            ProblemCode.TOKEN_EXPIRED,
            "The access token has expired.",
            "error=\"invalid_token\", error_description=\"The access token has expired\""),
    TOKEN_REVOKED(
            ProblemCode.TOKEN_REVOKED,
            "The access token has been revoked.",
            "error=\"invalid_token\", error_description=\"The access token has been revoked\""),
    /** It is bound to a key, and came by a way that asks for no proof. */
    PROOF_MISSING(
            ProblemCode.TOKEN_INVALID,
            "The access token is bound to a key: send it by the scheme DPoP, with a proof.",
            "error=\"invalid_token\", error_description=\"The access token is bound to a key\""),
    /** It is bound to no key, or to another one than that of the proof. */
    KEY_MISMATCH(
            ProblemCode.TOKEN_INVALID,
            "The access token is not bound to the key of the proof.",
            "error=\"invalid_token\", error_description=\"The access token is not bound to the key\""),
    PROOF_INVALID(
            ProblemCode.DPOP_PROOF_INVALID,
            "The DPoP header is not one valid proof for this request.",
            "error=\"invalid_dpop_proof\", error_description=\"The proof is not valid\""),
    PROOF_REPEATED(
            ProblemCode.DPOP_PROOF_INVALID,
            "The proof was used before; each request needs a new one.",
            "error=\"invalid_dpop_proof\", error_description=\"The proof was used before\""),
    /** The proof lacks nothing but a nonce, which the answer has (RFC 9449, section 9). */
    NONCE_NEEDED(
            ProblemCode.USE_DPOP_NONCE,
            "Send the request again with a new proof that has the nonce of the header DPoP-Nonce.",
            "error=\"use_dpop_nonce\", error_description=\"The proof needs a nonce of the gate\""),
    /** As many proofs are remembered as may be, so nobody knows whether this one is new. */
    PROOFS_FULL(ProblemCode.UNAVAILABLE, "This cannot be decided at the moment; try again."),
    CROSS_SITE(
            ProblemCode.CROSS_SITE,
            "A request with the session cookie must come from a page of this site."),
    /** A service acts for somebody, on a route that takes no such tokens. */
    DELEGATED(
            ProblemCode.DELEGATION_REFUSED,
            "The access token is one with which a service acts for somebody; this takes the person's own."),
    ROLE_MISSING(ProblemCode.FORBIDDEN, "The signed-in account may not do this."),
    /** The deny list is stale, so on a sensitive route the token may have been revoked already. */
    STALE(ProblemCode.UNAVAILABLE, "This cannot be decided at the moment; try again."),
    /** The keys or the deny list have not been loaded yet. */
    NOT_READY(ProblemCode.UNAVAILABLE, "The gate is starting; try again."),
    API_KEY_MALFORMED(
            ProblemCode.TOKEN_INVALID,
            "This is no API key: a character is missing or wrong.",
            "error=\"invalid_token\", error_description=\"This is no API key\""),
    /** It is unknown, revoked or expired, or its owner may not sign in: nobody is told which. */
    API_KEY_INVALID(
            ProblemCode.TOKEN_INVALID,
            "The API key is not valid.",
            "error=\"invalid_token\", error_description=\"The API key is not valid\""),
    API_KEY_REFUSED(
            ProblemCode.API_KEY_REFUSED, "An API key may not do this: its owner has to sign in."),
    /** Idp has to be asked, or did not answer. */
    API_KEY_UNKNOWN(ProblemCode.UNAVAILABLE, "This cannot be decided at the moment; try again."),
    FAILED(ProblemCode.INTERNAL, "The request failed; quote the request id.");

    private final ProblemCode problem;
    private final String detail;
    private final Optional<String> parameters;

    Denial(ProblemCode problem, String detail) {
        this.problem = problem;
        this.detail = detail;
        this.parameters = Optional.empty();
    }

    Denial(ProblemCode problem, String detail, String parameters) {
        this.problem = problem;
        this.detail = detail;
        this.parameters = Optional.of(parameters);
    }

    ProblemCode problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    /** The value of WWW-Authenticate, by the scheme that the token should have come by. */
    Optional<String> challenge(Scheme scheme) {
        return parameters.map(scheme::challenge);
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}

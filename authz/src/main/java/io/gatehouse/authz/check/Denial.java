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
            "Send one credential: either a bearer token or the session cookie."),
    MALFORMED_CREDENTIAL(
            ProblemCode.MALFORMED_REQUEST,
            "The Authorization header is not one bearer token.",
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
    CROSS_SITE(
            ProblemCode.CROSS_SITE,
            "A request with the session cookie must come from a page of this site."),
    ROLE_MISSING(ProblemCode.FORBIDDEN, "The signed-in account may not do this."),
    /** The deny list is stale, so on a sensitive route the token may have been revoked already. */
    STALE(ProblemCode.UNAVAILABLE, "This cannot be decided at the moment; try again."),
    /** The keys or the deny list have not been loaded yet. */
    NOT_READY(ProblemCode.UNAVAILABLE, "The gate is starting; try again."),
    FAILED(ProblemCode.INTERNAL, "The request failed; quote the request id.");

    private final ProblemCode problem;
    private final String detail;
    private final Optional<String> challenge;

    Denial(ProblemCode problem, String detail) {
        this.problem = problem;
        this.detail = detail;
        this.challenge = Optional.empty();
    }

    Denial(ProblemCode problem, String detail, String error) {
        this.problem = problem;
        this.detail = detail;
        this.challenge =
                Optional.of("Bearer realm=\"gatehouse\"" + (error.isEmpty() ? "" : ", " + error));
    }

    ProblemCode problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    /** The value of WWW-Authenticate (RFC 6750, section 3). */
    Optional<String> challenge() {
        return challenge;
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}

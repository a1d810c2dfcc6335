// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import java.net.URI;
import java.util.Locale;

/**
 * The codes of all problems: the {@code code} of an error response, in lower case (RFC 9457). The
 * catalogue with causes and cures is {@code docs/problems.md}.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    BAD_PATH(400, "The path is not in plain form"),
    TWO_CREDENTIALS(400, "Two credentials were sent"),
    LINK_INVALID(400, "The link is not good any more"),
    INVALID_PARAMETER(400, "A parameter or header is not valid"),
    TOKEN_MISSING(401, "Sign in first"),
    TOKEN_INVALID(401, "The token is not valid"),
    TOKEN_EXPIRED(401, "The token has expired"),
    TOKEN_REVOKED(401, "The token has been revoked"),
    DPOP_PROOF_INVALID(401, "The proof is not valid"),
    USE_DPOP_NONCE(401, "The proof needs a nonce of the gate"),
    CREDENTIALS_INVALID(401, "User name or password is wrong"),
    SECOND_FACTOR_REQUIRED(401, "A second factor is needed"),
    SECOND_FACTOR_INVALID(401, "The code is not valid"),
    REFRESH_TOKEN_INVALID(401, "The session is over"),
    BAD_SIGNATURE(401, "The signature is not valid"),
    PAYMENT_DECLINED(402, "The payment was declined"),
    FORBIDDEN(403, "Not allowed"),
    DELEGATION_REFUSED(403, "Not on somebody's behalf"),
    API_KEY_REFUSED(403, "Not with an API key"),
    SIGN_IN_TOO_OLD(403, "Sign in again first"),
    CROSS_SITE(403, "The request came from another site"),
    PEER_REFUSED(403, "The calling workload is not admitted here"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    ACCOUNT_EXISTS(409, "The account exists already"),
    API_KEY_EXISTS(409, "There is a key of this name already"),
    PRODUCT_EXISTS(409, "The product exists already"),
    PRICE_CHANGED(409, "The price has changed"),
    SOLD_OUT(409, "Sold out"),
    INSUFFICIENT_STOCK(409, "The stock is too small"),
    ORDER_NOT_PAID(409, "The order is not paid"),
    ORDER_NOT_CANCELLABLE(409, "The order cannot be cancelled"),
    PAYMENT_NOT_REFUNDABLE(409, "The payment cannot be refunded"),
    REFUND_REFUSED(409, "The refund was refused"),
    KEY_TOO_NEW(409, "The next key may not be known to every verifier"),
    TOO_LARGE(413, "The request is too large"),
    TARGET_TOO_LONG(414, "The request target is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    RULE_BROKEN(422, "The request breaks a rule"),
    REFUND_EXCEEDS_PAYMENT(422, "The refund is more than is left of the payment"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    UPGRADE_REQUIRED(426, "The protocol version is too old"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "Something went wrong"),
    UNAVAILABLE(503, "A dependency is away"),
    TIMEOUT(504, "The answer took too long");

    private static final String PAGES = "/problems/";

    private final int status;
    private final String title;
    private final URI type;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
        this.type = URI.create(PAGES + code());
    }

    /** The HTTP status, 400 to 504. */
    public int status() {
        return status;
    }

    /** The stable name on the wire, such as {@code sold_out}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One short phrase, the same for every occurrence (RFC 9457 section 3.1.3). */
    public String title() {
        return title;
    }

    /** The problem type: the URI of its page, relative to the gateway (RFC 9457 section 3.1.1). */
    public URI type() {
        return type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.util.Optional;

/**
 * Refuses a request by an error of OAuth (RFC 6749 section 5.2, RFC 6750 section 3.1). Its
 * description is a constant text: nothing that a client has sent is repeated.
 */
public final class OAuthException extends RuntimeException {

    private final ErrorObject error;
    private final Optional<String> challenge;

    public OAuthException(ErrorObject error) {
        this(error, Optional.empty());
    }

    /**
     * A refusal with a challenge.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     */
    public OAuthException(ErrorObject error, Optional<String> challenge) {
        super(error.getCode());
        this.error = error;
        this.challenge = challenge;
    }

    /** The error {@code invalid_request}. */
    public static OAuthException invalidRequest(String description) {
        return new OAuthException(OAuth2Error.INVALID_REQUEST.setDescription(description));
    }

    /** The error {@code invalid_grant}, the same for every reason. */
    public static OAuthException invalidGrant() {
        return new OAuthException(
                OAuth2Error.INVALID_GRANT.setDescription("The code or token is not valid"));
    }

    public ErrorObject error() {
        return error;
    }

    Optional<String> challenge() {
        return challenge;
    }
}

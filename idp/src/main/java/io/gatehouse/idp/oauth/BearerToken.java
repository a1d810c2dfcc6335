// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bearer token of a request, which stands in the header (RFC 6750 section 2.1). */
public final class BearerToken {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final String REALM = "gatehouse";
    private static final String CHALLENGE = "Bearer realm=\"" + REALM + "\"";

    private BearerToken() {}

    /**
     * The token of a request.
     *
     * @throws OAuthException {@code invalid_token} without one, {@code invalid_request} for another
     *     header or several
     */
    public static String of(HttpHeaders headers) {
        Matcher bearer = BEARER.matcher(credentials(headers));
        if (!bearer.matches()) {
            throw refused(BearerTokenError.INVALID_REQUEST);
        }
        return bearer.group(1);
    }

    /**
     * The credentials of a request, of whatever scheme.
     *
     * @throws OAuthException {@code invalid_token} without any, {@code invalid_request} for several
     */
    public static String credentials(HttpHeaders headers) {
        List<String> values =
                Optional.ofNullable(headers.getRequestHeader(HttpHeaders.AUTHORIZATION))
                        .orElse(List.of());
        if (values.isEmpty()) {
            // The header names no error where there was no token (RFC 6750 section 3.1).
            throw new OAuthException(BearerTokenError.INVALID_TOKEN, Optional.of(CHALLENGE));
        }
        if (values.size() > 1) {
            throw refused(BearerTokenError.INVALID_REQUEST);
        }
        return values.getFirst();
    }

    /** A refusal of a token. */
    public static OAuthException refused(BearerTokenError error) {
        return new OAuthException(
                error, Optional.of(error.setRealm(REALM).toWWWAuthenticateHeader()));
    }
}

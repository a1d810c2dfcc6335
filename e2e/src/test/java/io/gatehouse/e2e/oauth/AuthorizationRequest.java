// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.e2e.Accounts;
import io.gatehouse.e2e.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request for an authorization code (OpenID Connect Core 1.0, 3.1.2.1; RFC 7636), and the one
 * that exchanges it, both to be made wrong.
 */
record AuthorizationRequest(String verifier, Map<String, String> parameters) {
    private static final String METHOD = "S256";

    AuthorizationRequest {
        parameters = Map.copyOf(parameters);
    }

    static AuthorizationRequest of(RegisteredClient client) {
        String verifier = Accounts.random(32);
        return new AuthorizationRequest(
                verifier,
                Map.of(
                        "response_type", "code",
                        "client_id", client.id(),
                        "redirect_uri", client.redirectUri().toString(),
                        "scope", "openid profile email",
                        "state", Accounts.random(16),
                        "nonce", Accounts.random(16),
                        "code_challenge", challenge(verifier),
                        "code_challenge_method", METHOD));
    }

    private static String challenge(String verifier) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64URL.encode(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    AuthorizationRequest with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(name, value);
        return new AuthorizationRequest(verifier, changed);
    }

    AuthorizationRequest without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        return new AuthorizationRequest(verifier, changed);
    }

    String parameter(String name) {
        return parameters.get(name);
    }

    /** What a browser opens. */
    URI at(Target target) {
        return target.url().resolve("/oauth2/authorize?" + Form.encode(parameters));
    }

    /** What a client without a secret sends for the code. */
    Map<String, String> exchange(String code) {
        return new LinkedHashMap<>(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        parameter("client_id"),
                        "redirect_uri",
                        parameter("redirect_uri"),
                        "code_verifier",
                        verifier,
                        "code",
                        code));
    }
}

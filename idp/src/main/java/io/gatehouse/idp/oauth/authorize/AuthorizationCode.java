// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.gatehouse.idp.oauth.Offered;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An authorization code as it is stored, under the hash of its text.
 *
 * @param browser the session of the browser in which it was issued
 * @param session that it was exchanged for; empty until then
 */
public record AuthorizationCode(
        Binding binding,
        String scope,
        Optional<String> nonce,
        UUID browser,
        Instant authenticatedAt,
        Instant expiresAt,
        Optional<UUID> session) {

    /** What whoever presents the code must show. */
    record Binding(String client, String redirectUri, String challenge) {}

    /**
     * Whether a client may exchange this code: it is the one that asked for it, from the same
     * redirect URI, and has the verifier (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
     */
    public boolean isFor(String client, String redirectUri, String verifier) {
        return binding.client().equals(client)
                && binding.redirectUri().equals(redirectUri)
                && proves(verifier);
    }

    private boolean proves(String verifier) {
        try {
            String challenge =
                    CodeChallenge.compute(Offered.CHALLENGE_METHOD, new CodeVerifier(verifier))
                            .getValue();
            return MessageDigest.isEqual(
                    challenge.getBytes(US_ASCII), binding.challenge().getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            // Of a length or with characters that no verifier has.
            return false;
        }
    }

    /** The id of the client that asked for it. */
    public String client() {
        return binding.client();
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}

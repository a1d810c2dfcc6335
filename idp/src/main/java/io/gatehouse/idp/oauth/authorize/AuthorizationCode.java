// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An authorization code as it is stored, under the hash of its text.
 *
 * @param audiences of which each access token may have one
 * @param browser the session of the browser in which it was issued
 * @param session that it was exchanged for; empty until then
 * @param claims beside those of the scope
 */
public record AuthorizationCode(
        Binding binding,
        String scope,
        List<String> audiences,
        Optional<String> nonce,
        UUID browser,
        Instant authenticatedAt,
        Instant expiresAt,
        Optional<UUID> session,
        ExtraClaims claims) {

    public AuthorizationCode {
        audiences = List.copyOf(audiences);
    }

    /** What whoever presents the code must show. */
    record Binding(String client, String redirectUri, String challenge, Optional<String> key) {}

    /**
     * Whether a client may exchange this code: it is the one that asked for it, from the same
     * redirect URI, and has the verifier and the key it has named, if it has (RFC 6749 section
     * 4.1.3, RFC 7636 section 4.6, RFC 9449 section 10).
     */
    public boolean isFor(String client, String redirectUri, String verifier, ProvedKey key) {
        return binding.client().equals(client)
                && binding.redirectUri().equals(redirectUri)
                && key.fits(binding.key())
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * The claims of an accepted access token.
 *
 * @param notBefore the account's not-before at issue, to be compared only with that of a {@link
 *     io.gatehouse.authz.revocation.Revocation}
 * @param expiresAt seconds since the epoch
 * @param actor the client that acts for the subject (RFC 8693, section 4.1), if one does
 * @param apiKey the id of the API key that the token was got for, if it was
 * @param boundTo the thumbprint of the key that whoever sends it must have (RFC 9449, section 6.1)
 */
public record VerifiedToken(
        String subject,
        String sessionId,
        String tokenId,
        String keyId,
        Set<String> roles,
        long notBefore,
        long expiresAt,
        Optional<String> actor,
        Optional<String> apiKey,
        Optional<String> boundTo) {
    public VerifiedToken {
        requireNonNull(subject, "subject");
        requireNonNull(sessionId, "sessionId");
        requireNonNull(tokenId, "tokenId");
        requireNonNull(keyId, "keyId");
        roles = Set.copyOf(roles);
        requireNonNull(actor, "actor");
        requireNonNull(apiKey, "apiKey");
        requireNonNull(boundTo, "boundTo");
    }
}

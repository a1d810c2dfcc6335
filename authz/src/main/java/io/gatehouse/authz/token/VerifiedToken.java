// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What an accepted access token says about its caller.
 *
 * @param notBefore its account's not-before when the token was issued, to be compared with a {@link
 *     io.gatehouse.authz.revocation.Revocation} only
 * @param expiresAt seconds since the epoch
 */
public record VerifiedToken(
        String subject,
        String sessionId,
        String tokenId,
        String keyId,
        Set<String> roles,
        long notBefore,
        long expiresAt) {
    public VerifiedToken {
        requireNonNull(subject, "subject");
        requireNonNull(sessionId, "sessionId");
        requireNonNull(tokenId, "tokenId");
        requireNonNull(keyId, "keyId");
        roles = Set.copyOf(roles);
    }
}

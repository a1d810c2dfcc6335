// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The requirements that a token must meet.
 *
 * @param skew the tolerated clock skew between idp and authz, at most one minute
 * @param maxLifetime the longest time between {@code iat} and {@code exp}
 */
public record TokenRules(String issuer, String audience, Duration skew, Duration maxLifetime) {
    private static final Duration MAX_SKEW = Duration.ofMinutes(1);

    public TokenRules {
        requireText(issuer, "issuer");
        requireText(audience, "audience");
        if (requireNonNull(skew, "skew").isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("skew must be between 0 and " + MAX_SKEW);
        }
        if (!requireNonNull(maxLifetime, "maxLifetime").isPositive()) {
            throw new IllegalArgumentException("maxLifetime must be positive");
        }
    }

    private static void requireText(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * An entry of the deny list.
 *
 * @param notBefore for {@link Kind#SUBJECT}: tokens that carry an earlier one are denied
 * @param expiresAt when the last token that it denies has expired
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Revocation(
        long revision, Kind kind, String value, OptionalLong notBefore, Instant expiresAt) {

    /** The claim or header parameter that an entry matches. */
    public enum Kind {
        @JsonProperty("jti")
        TOKEN,
        @JsonProperty("sid")
        SESSION,
        @JsonProperty("sub")
        SUBJECT,
        @JsonProperty("kid")
        KEY
    }

    public Revocation {
        requireNonNull(kind, "kind");
        requireNonNull(expiresAt, "expiresAt");
        if (requireNonNull(value, "value").isEmpty()) {
            throw new IllegalArgumentException("value must not be empty");
        }
        if (kind == Kind.SUBJECT && requireNonNull(notBefore, "notBefore").isEmpty()) {
            throw new IllegalArgumentException("notBefore is required for sub");
        }
    }
}

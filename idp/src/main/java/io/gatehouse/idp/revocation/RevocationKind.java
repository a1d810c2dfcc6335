// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The claim or header parameter of a token that a revocation matches. */
public enum RevocationKind {
    /** One token. */
    JTI,
    /** All tokens of one session. */
    SID,
    /** All tokens of one account that carry an earlier not-before. */
    SUB,
    /** All tokens signed by one key. */
    KID;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RevocationKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

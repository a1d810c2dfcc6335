// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import java.util.Locale;

/** What can be a second factor. */
public enum FactorKind {
    /** An authenticator app with a secret, whose codes last half a minute (RFC 6238). */
    TOTP;

    /** The name in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FactorKind ofText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

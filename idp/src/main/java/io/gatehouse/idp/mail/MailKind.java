// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import java.util.Locale;

/** What a mail is about; each has a template in each language. */
public enum MailKind {
    /** A link by which the address of an account is verified. */
    VERIFICATION,
    /** The same for an address that an account is to have. */
    NEW_ADDRESS,
    /** A notice that an account is to have another address, to the one that it has. */
    ADDRESS_CHANGING,
    /** A notice that an account has another address, to the one that it had. */
    ADDRESS_CHANGED,
    /** A link by which a password is reset. */
    RESET,
    /** A notice that it was. */
    PASSWORD_RESET;

    String template() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.idp.account.EmailAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail, as it waits to be written and sent.
 *
 * @param username of the account that it is about
 * @param link that it brings: its path, with a token
 * @param goodUntil when that link expires: a mail that would come later is not sent
 */
public record Letter(
        MailKind kind,
        String address,
        String language,
        String username,
        Optional<String> link,
        Optional<Instant> goodUntil) {

    /** A notice. */
    public static Letter notice(
            MailKind kind, EmailAddress address, Locale language, String username) {
        return new Letter(
                kind,
                address.text(),
                language.toLanguageTag(),
                username,
                Optional.empty(),
                Optional.empty());
    }

    /** A mail with a link. */
    public Letter with(String path, Instant expiry) {
        return new Letter(
                kind, address, language, username, Optional.of(path), Optional.of(expiry));
    }

    /** Omits whom it is for, and the token. */
    @Override
    public String toString() {
        return "Letter[" + kind + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.Username;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules for new passwords (NIST SP 800-63B 5.1.1.2): length counts, composition does not,
 * common passwords and the account's own names are refused.
 */
@ApplicationScoped
public class PasswordRules {

    static final int MIN = 8;
    static final int MAX = 128;

    private final CommonPasswords common = CommonPasswords.load();

    /** The form that is hashed (NFKC): the same password can be typed in more than one encoding. */
    static String normalise(String raw) {
        return Normalizer.normalize(raw, Normalizer.Form.NFKC);
    }

    /** Whether any account can have a password of this length. */
    static boolean plausible(String raw) {
        if (raw.length() > 2 * MAX) {
            return false;
        }
        int length = length(normalise(raw));
        return length >= MIN && length <= MAX;
    }

    /** The first rule that a new password breaks, if any; never repeats the password. */
    public Optional<PasswordRule> broken(String raw, Username username, EmailAddress email) {
        if (raw.length() > 2 * MAX) {
            return Optional.of(PasswordRule.TOO_LONG);
        }
        String password = normalise(raw);
        int length = length(password);
        if (length < MIN) {
            return Optional.of(PasswordRule.TOO_SHORT);
        }
        if (length > MAX) {
            return Optional.of(PasswordRule.TOO_LONG);
        }
        if (password.codePoints().anyMatch(PasswordRules::unprintable)) {
            return Optional.of(PasswordRule.UNPRINTABLE);
        }
        if (common.contains(password)) {
            return Optional.of(PasswordRule.COMMON);
        }
        String folded = password.toLowerCase(Locale.ROOT);
        String address = email.text();
        boolean own =
                folded.equals(username.text())
                        || folded.equals(address)
                        || folded.equals(address.substring(0, address.indexOf('@')));
        return own ? Optional.of(PasswordRule.OWN_NAME) : Optional.empty();
    }

    private static int length(String password) {
        return password.codePointCount(0, password.length());
    }

    private static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}

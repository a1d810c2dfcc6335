// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the normal form that is stored and compared: lower case, the domain in ASCII
 * (RFC 5890), no spaces around it, at most 254 characters (RFC 5321 4.5.3.1).
 *
 * <p>The local part must be ASCII (dot-atom of RFC 5322 3.2.3): quoted forms and other scripts are
 * refused for the same reason as in {@link Username}. It is case-insensitive, as with every
 * provider that people use.
 */
public record EmailAddress(String text) {

    public static final String RULE = "must be an e-mail address of at most 254 characters";

    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final int MAX = 254;
    private static final int MAX_LOCAL = 64;

    public static Optional<EmailAddress> parse(String raw) {
        if (raw.length() > MAX) {
            return Optional.empty();
        }
        String text = TypedName.normalise(raw);
        int at = text.indexOf('@');
        if (at < 1 || at > MAX_LOCAL) {
            return Optional.empty();
        }
        String local = text.substring(0, at).toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        // Not in lower case: Java maps a final sigma differently than the rules of domains.
        return DomainName.toAscii(text.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(address -> address.length() <= MAX)
                .map(EmailAddress::new);
    }

    /** Omits the address: records get printed by accident, and e-mail addresses must not be. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}

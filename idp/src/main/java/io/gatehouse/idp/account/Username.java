// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user name in the normal form that is stored and compared.
 *
 * <p>It is normalised (NFKC, no spaces around it, lower case), then only a-z, 0-9, dot, underscore
 * and hyphen are allowed: letters of other scripts that look like Latin ones (a Cyrillic a) would
 * let one account pose as another, and mixed scripts cannot be told apart by rules that people
 * understand. Compatibility forms of the allowed letters (full width, for instance) are folded into
 * them, and so lead to the account that has the name already.
 */
public record Username(String text) {

    public static final String RULE =
            "must have 3 to 64 characters of a-z, 0-9, dot, underscore, hyphen"
                    + " and begin with a letter or digit";

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{2,63}");
    private static final int MAX_RAW = 256;

    public static Optional<Username> parse(String raw) {
        if (raw.length() > MAX_RAW) {
            return Optional.empty();
        }
        String text = TypedName.normalise(raw).toLowerCase(Locale.ROOT);
        return FORM.matcher(text).matches() ? Optional.of(new Username(text)) : Optional.empty();
    }
}

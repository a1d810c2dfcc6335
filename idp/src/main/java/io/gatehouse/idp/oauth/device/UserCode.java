// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user code, which a person reads on a device and types into a browser (RFC 8628 section 6.1).
 *
 * @param letters eight of twenty consonants in upper case, about 2^34 possibilities: they spell no
 *     word, and none of them looks like a digit
 */
public record UserCode(String letters) {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final Pattern FORM =
            Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}", Pattern.CASE_INSENSITIVE);

    /** Any dash, since some keyboards replace hyphens. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}]");

    /** A code that nobody can guess. */
    static UserCode random(SecureRandom random) {
        StringBuilder letters = new StringBuilder();
        while (letters.length() < LENGTH) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UserCode(letters.toString());
    }

    /** The code that somebody typed, in either case, with or without separators. */
    public static Optional<UserCode> parse(String typed) {
        String letters = SEPARATORS.matcher(typed).replaceAll("");
        return FORM.matcher(letters).matches()
                ? Optional.of(new UserCode(letters.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** The form for people, such as {@code WDJB-MJHT}. */
    public String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    /** The query of a page's URL that names this code. */
    public String query() {
        return "user_code=" + shown();
    }
}

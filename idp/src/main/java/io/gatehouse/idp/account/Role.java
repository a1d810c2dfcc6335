// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A role of an account. Which roles there are, the {@link RoleCatalogue} says.
 *
 * @param text its name in tokens, headers and JSON: words of a-z and 0-9 with hyphens between
 */
public record Role(String text) implements Comparable<Role> {

    // Before the constants, which are checked by it.
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 32;

    /** Administers Gatehouse; there is always an account with it. */
    public static final Role ADMIN = new Role("admin");

    /** What everybody has who registers. */
    public static final Role CUSTOMER = new Role("customer");

    public Role {
        if (!isOne(text)) {
            throw new IllegalArgumentException("no name of a role: " + text);
        }
    }

    /** The role of that name, whether there is such a role or not; empty for what is no name. */
    public static Optional<Role> of(String text) {
        return Optional.of(text).filter(Role::isOne).map(Role::new);
    }

    private static boolean isOne(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(Role other) {
        return text.compareTo(other.text);
    }
}

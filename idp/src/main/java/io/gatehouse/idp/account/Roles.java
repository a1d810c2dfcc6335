// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A set of at least one role, always in the same order, so that equal sets have equal texts. */
public record Roles(NavigableSet<Role> set) {

    public static final Roles CUSTOMER = new Roles(List.of(Role.CUSTOMER));

    public Roles {
        if (set.isEmpty()) {
            throw new IllegalArgumentException("no role");
        }
        set = Collections.unmodifiableNavigableSet(new TreeSet<>(set));
    }

    public Roles(Collection<Role> roles) {
        this(new TreeSet<>(roles));
    }

    /** Parses the output of {@link #text()}. */
    static Roles ofText(String text) {
        return new Roles(Arrays.stream(text.split(" ")).map(Role::new).collect(Collectors.toSet()));
    }

    public boolean contains(Role role) {
        return set.contains(role);
    }

    public List<String> names() {
        return set.stream().map(Role::text).toList();
    }

    /** The names separated by spaces, which fits into one claim and one header. */
    public String text() {
        return String.join(" ", names());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of at least one role, always in the same order, so that equal sets have equal texts. */
public record Roles(Set<Role> set) {

    private static final String ALL =
            Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", "));

    public static final Roles CUSTOMER = new Roles(EnumSet.of(Role.CUSTOMER));

    public Roles {
        set = Collections.unmodifiableSet(EnumSet.copyOf(set));
    }

    /**
     * Parses the list of a client.
     *
     * @throws ProblemException {@code rule_broken} naming the entry at fault
     */
    public static Roles parse(List<String> names) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < names.size(); i++) {
            String field = "roles[" + i + "]";
            Role role =
                    Role.of(names.get(i))
                            .orElseThrow(() -> refused(field, "must be one of " + ALL));
            if (!roles.add(role)) {
                throw refused(field, "is named twice");
            }
        }
        if (roles.isEmpty()) {
            throw refused("roles", "must name at least one role");
        }
        return new Roles(roles);
    }

    /** Parses the output of {@link #text()}. */
    static Roles ofText(String text) {
        return new Roles(
                Arrays.stream(text.split(" "))
                        .map(name -> Role.of(name).orElseThrow())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
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

    private static ProblemException refused(String field, String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The roles cannot be set.")
                .withError(field, message);
    }
}

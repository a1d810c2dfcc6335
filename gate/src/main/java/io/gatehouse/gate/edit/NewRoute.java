// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import static io.gatehouse.gate.edit.RefusedException.require;

import io.gatehouse.gate.table.Access;
import io.gatehouse.gate.table.Guard;
import io.gatehouse.gate.table.Operation;
import io.gatehouse.gate.table.PathTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A route as typed by a user: {@code "GET,POST /notes signed-in"}. */
record NewRoute(Operation operation, Guard guard) {
    static final String FORM =
            "METHOD[,METHOD] PATH public|signed-in|ROLE[,ROLE] [sensitive] [delegated] [keyed]";
    private static final String SENSITIVE = "sensitive";
    private static final String DELEGATED = "delegated";
    private static final String KEYED = "keyed";
    private static final List<String> MARKS = List.of(SENSITIVE, DELEGATED, KEYED);
    private static final int LEAST_WORDS = 3;

    /**
     * Parses a route.
     *
     * @param known the roles in the table
     * @throws RefusedException when the text has another form, or the route is not valid
     */
    static NewRoute parse(String typed, List<String> known) {
        List<String> words = List.of(typed.strip().split("\\s+"));
        List<String> marks = words.subList(Math.min(LEAST_WORDS, words.size()), words.size());
        require(
                words.size() >= LEAST_WORDS && areInOrder(marks),
                "route \"%s\" is not of the form %s".formatted(typed, FORM));
        String path = words.get(1);
        require(
                path.equals("/") || !path.endsWith("/"),
                "route \"%s\": a path does not end with /".formatted(typed));
        require(
                !path.startsWith("/microservice/"),
                "route \"%s\": what stands below /microservice/ is never asked through the gate"
                        .formatted(typed));
        try {
            return new NewRoute(
                    new Operation(List.of(words.getFirst().split(",", -1)), new PathTemplate(path)),
                    guard(words.get(2), marks, known));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("route \"%s\": %s".formatted(typed, e.getMessage()));
        }
    }

    /** Each at most once, in the order of {@link #MARKS}. */
    private static boolean areInOrder(List<String> marks) {
        return MARKS.stream().filter(marks::contains).toList().equals(marks);
    }

    private static Guard guard(String who, List<String> marks, List<String> known) {
        boolean sensitive = marks.contains(SENSITIVE);
        boolean delegated = marks.contains(DELEGATED);
        boolean keyed = marks.contains(KEYED);
        for (Access access : List.of(Access.PUBLIC, Access.SIGNED_IN)) {
            if (who.equals(access.text())) {
                return new Guard(access, List.of(), sensitive, delegated, keyed, Optional.empty());
            }
        }
        List<String> roles = List.of(who.split(",", -1));
        for (String role : roles) {
            if (!known.contains(role)) {
                throw new IllegalArgumentException(
                        "there is no role \"%s\", only %s"
                                .formatted(role, String.join(", ", known)));
            }
        }
        return new Guard(Access.ROLES, roles, sensitive, delegated, keyed, Optional.empty());
    }

    /** A name from methods and path, such as {@code get-notes-id}. */
    String name() {
        return (String.join("-", operation.methods()) + operation.path())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
    }

    /** The row for the table. Its name is unique and is added to the taken ones. */
    Map<String, Object> row(Set<String> taken) {
        String name = name();
        for (int i = 2; !taken.add(name); i++) {
            name = name() + "-" + i;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("methods", operation.methods());
        row.put("path", operation.path().text());
        row.put("access", guard.access().text());
        if (!guard.roles().isEmpty()) {
            row.put("roles", guard.roles());
        }
        if (guard.sensitive()) {
            row.put(SENSITIVE, true);
        }
        if (guard.delegated()) {
            row.put(DELEGATED, true);
        }
        if (guard.keyed()) {
            row.put(KEYED, true);
        }
        return row;
    }
}

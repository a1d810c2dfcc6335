// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The limits of the gate: {@code gate/limits.yaml}.
 *
 * @param inFlight concurrent requests to one service, at least 1
 */
public record Limits(List<Limit> all, int inFlight) {
    /** Refuses an {@code inFlight} that is not positive. */
    public Limits {
        all = List.copyOf(all);
        if (inFlight <= 0) {
            throw new IllegalArgumentException("inFlight: %d is not positive".formatted(inFlight));
        }
    }

    /**
     * Returns these limits if they have the same names as the others.
     *
     * @throws IllegalArgumentException naming those that are missing or unknown
     */
    public Limits requireNamesOf(Limits usual) {
        Set<String> missing = names(usual);
        Set<String> unknown = names(this);
        unknown.removeAll(missing);
        missing.removeAll(names(this));
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "it lacks the limits %s, and %s are none".formatted(missing, unknown));
        }
        return this;
    }

    private static Set<String> names(Limits limits) {
        return limits.all.stream().map(Limit::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The windows of a limit, without those whose name is that of another limit. */
    public List<Limit.Window> windows(Limit limit) {
        return limit.windows().stream()
                .filter(window ->
                        window.name().equals(limit.name()) || !names(this).contains(window.name()))
                .toList();
    }

    /** The limits that apply before the caller is authenticated. */
    public Stream<Limit> byAddress() {
        return all.stream().filter(limit -> limit.by() == Limit.By.ADDRESS);
    }

    /** The limits that apply once the caller is authenticated. */
    public Stream<Limit> bySubject() {
        return all.stream().filter(limit -> limit.by() != Limit.By.ADDRESS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much the gate lets through: {@code gate/limits.yaml}.
 *
 * @param inFlight requests at work in one service
 */
public record Limits(List<Limit> all, int inFlight) {
    /**
     * Refuses what could never be counted.
     *
     * @throws IllegalArgumentException when nothing may be in flight
     */
    public Limits {
        all = List.copyOf(all);
        if (inFlight <= 0) {
            throw new IllegalArgumentException("inFlight: %d is not positive".formatted(inFlight));
        }
    }

    /**
     * The same, if it has the limits of the other one and no more.
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

    /** The windows of a limit, without one whose name a limit of its own has. */
    public List<Limit.Window> windows(Limit limit) {
        return limit.windows().stream()
                .filter(window ->
                        window.name().equals(limit.name()) || !names(this).contains(window.name()))
                .toList();
    }

    /** Those that are asked before anybody is known. */
    public Stream<Limit> byAddress() {
        return all.stream().filter(limit -> limit.by() == Limit.By.ADDRESS);
    }

    /** Those that are asked once the caller is known. */
    public Stream<Limit> bySubject() {
        return all.stream().filter(limit -> limit.by() != Limit.By.ADDRESS);
    }
}

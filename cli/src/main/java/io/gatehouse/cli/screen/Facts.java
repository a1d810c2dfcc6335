// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is known about one thing: a line for each name and its value. */
public final class Facts {

    private final Map<String, String> values = new LinkedHashMap<>();

    public Facts add(String name, String value) {
        values.put(name, Text.clean(value));
        return this;
    }

    public Facts add(String name, Optional<?> value) {
        value.ifPresent(present -> add(name, present.toString()));
        return this;
    }

    Stream<String> lines(UnaryOperator<String> style) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .map(fact ->
                        style.apply(fact.getKey())
                                + " ".repeat(width - fact.getKey().length() + 2)
                                + fact.getValue())
                .map(String::stripTrailing);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Named values of one thing, for {@link Screen#facts}; each name starts a line. */
public final class Facts {

    private static final int GAP = 2;

    private final Map<String, String> values = new LinkedHashMap<>();

    public Facts add(String name, String value) {
        values.put(name, Text.clean(value));
        return this;
    }

    public Facts add(String name, Optional<?> value) {
        value.ifPresent(present -> add(name, present.toString()));
        return this;
    }

    Stream<String> lines(int columns, UnaryOperator<String> style) {
        int indent = values.keySet().stream().mapToInt(String::length).max().orElse(0) + GAP;
        return values.entrySet().stream()
                .flatMap(fact -> {
                    String space = " ".repeat(indent - fact.getKey().length());
                    String line = style.apply(fact.getKey()) + space + fact.getValue();
                    return Wrap.lines(line.stripTrailing(), columns, indent).stream();
                });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Items of one kind that were shown: descriptions by id. */
public final class Seen {

    private final SequencedMap<String, String> all = new LinkedHashMap<>();
    private List<String> list = List.of();

    void one(String id, String about) {
        all.put(id, about);
    }

    /** Records a list, whose numbers replace those of the last one. */
    void list(SequencedMap<String, String> shown) {
        all.putAll(shown);
        list = List.copyOf(shown.sequencedKeySet());
    }

    /** The ids of the last list, in its order. */
    public List<String> list() {
        return list;
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(all);
    }
}

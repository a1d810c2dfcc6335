// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Things of one kind that were on the screen: each id with a word about it. */
public final class Seen {

    private final SequencedMap<String, String> all = new LinkedHashMap<>();
    private List<String> list = List.of();

    void one(String id, String about) {
        all.put(id, about);
    }

    /** Remembers a list; its numbers replace those of the list before. */
    void list(SequencedMap<String, String> shown) {
        all.putAll(shown);
        list = List.copyOf(shown.sequencedKeySet());
    }

    /** The ids of the list that was shown last, in its order. */
    public List<String> list() {
        return list;
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(all);
    }
}

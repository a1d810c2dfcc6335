// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import java.util.LinkedHashMap;
import java.util.Map;

/** Creates maps for YAML documents; they keep their order. */
final class Tree {
    private Tree() {}

    /** A map of keys and values, which alternate. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** A copy of the map with one more key. */
    static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}

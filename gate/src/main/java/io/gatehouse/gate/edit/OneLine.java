// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Formats YAML values in one line each, as in the hand-written tables. */
final class OneLine {
    private static final Yaml BRACES = new Yaml(options());

    private OneLine() {}

    /** A mapping in braces. */
    static String of(Map<String, Object> value) {
        return BRACES.dump(value).strip();
    }

    /** An entry of a block mapping. */
    static String entry(String key, Object value) {
        String braces = of(Map.of(key, value));
        return braces.substring(1, braces.length() - 1);
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.FLOW);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        return options;
    }
}

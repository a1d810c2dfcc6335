// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Values of YAML in one line each, as a person writes them into a table. */
final class OneLine {
    private static final Yaml BRACES = new Yaml(options());

    private OneLine() {}

    /** In braces. */
    static String of(Map<String, Object> value) {
        return BRACES.dump(value).strip();
    }

    /** A line of a mapping that stands in lines. */
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

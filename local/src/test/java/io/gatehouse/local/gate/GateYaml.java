// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML with its anchors, which Jackson would leave as names. */
public final class GateYaml {

    private GateYaml() {}

    public static Object read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object parse(String text) {
        return yaml().load(text);
    }

    /** Every document of a file. */
    public static List<Object> readAll(Path file) {
        try {
            List<Object> documents = new ArrayList<>();
            yaml().loadAll(Files.readString(file)).forEach(documents::add);
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** The value below these keys; null where one of them is missing. */
    public static Object at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return found;
    }

    /** The list below these keys; empty where one of them is missing. */
    public static List<?> list(Object node, String... keys) {
        return at(node, keys) instanceof List<?> list ? list : List.of();
    }
}

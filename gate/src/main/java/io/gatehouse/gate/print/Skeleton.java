// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A hand-written YAML template. {@code !gate NAME} is the place of a part (in a list, of a list's
 * items), <code>${NAME}</code> within a text that of a value; what has the tag {@code !if-NAME} is
 * omitted, with its key, unless the part is true. Parts are inserted as objects, so their text
 * cannot change the structure around them.
 */
public final class Skeleton {
    private static final Pattern VALUE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final String IF = "!if-";
    private static final int ALIASES = 1000;

    /** The place of a part. */
    private record Place(String part) {}

    /** A node that is omitted unless the part is true. */
    private record Conditional(String part, Object content) {}

    private static final class PlaceConstructor extends SafeConstructor {
        PlaceConstructor(LoaderOptions options) {
            super(options);
            yamlConstructors.put(
                    new Tag("!gate"),
                    new AbstractConstruct() {
                        @Override
                        public Object construct(Node node) {
                            return new Place(((ScalarNode) node).getValue());
                        }
                    });
            yamlMultiConstructors.put(
                    IF,
                    new AbstractConstruct() {
                        @Override
                        public Object construct(Node node) {
                            String part = node.getTag().getValue().substring(IF.length());
                            return new Conditional(part, content(node));
                        }
                    });
        }

        private Object content(Node node) {
            return switch (node) {
                case MappingNode mapping -> constructMapping(mapping);
                case SequenceNode sequence -> constructSequence(sequence);
                default -> constructScalar((ScalarNode) node);
            };
        }
    }

    private final Path file;
    private final List<Object> documents;

    private Skeleton(Path file, List<Object> documents) {
        this.file = file;
        this.documents = documents;
    }

    /** Parses a file; anchors and aliases are local to each of its documents. */
    public static Skeleton read(Path file) {
        return new Skeleton(file, load(file));
    }

    static List<Object> load(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(ALIASES);
        try {
            List<Object> documents = new ArrayList<>();
            new Yaml(new PlaceConstructor(options))
                    .loadAll(Files.readString(file))
                    .forEach(documents::add);
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills every place; a document that is a place becomes the documents of the part.
     *
     * @throws IllegalArgumentException naming the parts and values that are missing or unused
     */
    public List<Object> fill(Map<String, Object> parts, Map<String, String> values) {
        Filling filling = new Filling(parts, values);
        List<Object> filled = filling.list(documents);
        filling.check(file);
        return filled;
    }

    private static final class Filling {
        private final Map<String, Object> parts;
        private final Map<String, String> values;
        private final Set<String> unused = new TreeSet<>();
        private final Set<String> missing = new TreeSet<>();

        Filling(Map<String, Object> parts, Map<String, String> values) {
            this.parts = parts;
            this.values = values;
            unused.addAll(parts.keySet());
            unused.addAll(values.keySet());
        }

        Object fill(Object node) {
            return switch (node) {
                case Map<?, ?> map -> map(map);
                case List<?> list -> list(list);
                case Place(String part) -> fill(part(part));
                case Conditional(_, Object content) -> fill(content);
                case String text -> text(text);
                case null -> null;
                default -> node;
            };
        }

        void check(Path file) {
            if (!missing.isEmpty() || !unused.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s: nothing is known of %s, no place asks for %s"
                                .formatted(file, missing, unused));
            }
        }

        private Map<Object, Object> map(Map<?, ?> map) {
            Map<Object, Object> filled = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (isThere(value)) {
                    filled.put(key, fill(value));
                }
            });
            return filled;
        }

        private List<Object> list(List<?> list) {
            List<Object> filled = new ArrayList<>();
            for (Object item : list.stream().filter(this::isThere).toList()) {
                Object value = fill(item);
                if (item instanceof Place && value instanceof List<?> items) {
                    filled.addAll(items);
                } else {
                    filled.add(value);
                }
            }
            return filled;
        }

        private boolean isThere(Object node) {
            if (node instanceof Conditional(String part, Object content)
                    && !Boolean.TRUE.equals(part(part))) {
                leaveOut(content);
                return false;
            }
            return true;
        }

        /** Counts the places of an omitted node as used. */
        private void leaveOut(Object node) {
            switch (node) {
                case Map<?, ?> map -> map.values().forEach(this::leaveOut);
                case List<?> list -> list.forEach(this::leaveOut);
                case Place(String part) -> unused.remove(part);
                case Conditional(String part, Object content) -> {
                    unused.remove(part);
                    leaveOut(content);
                }
                case String text ->
                        VALUE.matcher(text)
                                .results()
                                .forEach(found -> unused.remove(found.group(1)));
                case null, default -> {}
            }
        }

        private Object part(String name) {
            unused.remove(name);
            if (!parts.containsKey(name)) {
                missing.add(name);
                return "";
            }
            return parts.get(name);
        }

        private Object text(String text) {
            Matcher matcher = VALUE.matcher(text);
            StringBuilder filled = new StringBuilder();
            while (matcher.find()) {
                matcher.appendReplacement(
                        filled, Matcher.quoteReplacement(value(matcher.group(1))));
            }
            matcher.appendTail(filled);
            boolean isNumber = text.startsWith("${") && NUMBER.matcher(filled).matches();
            return isNumber ? Long.valueOf(filled.toString()) : filled.toString();
        }

        private String value(String name) {
            unused.remove(name);
            if (!values.containsKey(name)) {
                missing.add(name);
                return "";
            }
            return values.get(name);
        }
    }
}

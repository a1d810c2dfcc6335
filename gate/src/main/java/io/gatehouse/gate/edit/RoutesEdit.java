// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import static io.gatehouse.gate.edit.RefusedException.require;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Adds a service to the text of {@code routes.yaml}, or removes one; every other byte stays. */
final class RoutesEdit {
    private final String text;
    private final MappingNode services;

    /** Parses a text that the reader of the table has accepted. */
    RoutesEdit(String text) {
        this.text = text;
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        services =
                (MappingNode) valueOf((MappingNode) root, "services").orElseThrow().getValueNode();
        require(
                services.getFlowStyle() == FlowStyle.BLOCK,
                "the services of gate/routes.yaml stand in braces; give each a line of its own first");
    }

    String text() {
        return text;
    }

    boolean has(String service) {
        return valueOf(services, service).isPresent();
    }

    /** The text with a service after all others. */
    String with(String service, List<Map<String, Object>> routes) {
        String indent =
                " ".repeat(services.getValue().getFirst().getKeyNode().getStartMark().getColumn());
        StringBuilder block = new StringBuilder();
        block.append("\n\n").append(indent).append(service).append(":\n");
        block.append(indent).append("  routes:").append(routes.isEmpty() ? " []" : "");
        for (Map<String, Object> route : routes) {
            block.append('\n').append(indent).append("    - ").append(OneLine.of(route));
        }
        String lines =
                text.contains("\r\n") ? block.toString().replace("\n", "\r\n") : block.toString();
        int end = endOfLine(last(services).getEndMark());
        return text.substring(0, end) + lines + text.substring(end);
    }

    /** The text without a service, and without the blank lines before it. */
    String without(String service) {
        NodeTuple block = valueOf(services, service).orElseThrow();
        int start =
                index(block.getKeyNode().getStartMark())
                        - block.getKeyNode().getStartMark().getColumn();
        while (start > 0 && isLineBreak(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(0, start)
                + text.substring(endOfLine(last(block.getValueNode()).getEndMark()));
    }

    /** The last scalar of a node: a block ends where the next token begins, a scalar at its end. */
    private static Node last(Node node) {
        return switch (node) {
            case MappingNode mapping when isBlock(mapping.getFlowStyle()) ->
                    last(mapping.getValue().getLast().getValueNode());
            case SequenceNode sequence when isBlock(sequence.getFlowStyle()) ->
                    last(sequence.getValue().getLast());
            default -> node;
        };
    }

    private static boolean isBlock(FlowStyle style) {
        return style == FlowStyle.BLOCK;
    }

    private static Optional<NodeTuple> valueOf(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue().equals(key))
                .findFirst();
    }

    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    /** The end of the line of a mark, before its line break. */
    private int endOfLine(Mark mark) {
        int end = index(mark);
        while (end < text.length() && !isLineBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The routes of the gate and who may use them, compiled for matching. An ambiguous policy is
 * refused, so that no request ever matches two rules.
 */
public final class RoutePolicy {
    private static final class Node {
        private final Map<String, Node> literals = new TreeMap<>();
        private final Map<String, Rule> rules = new TreeMap<>();
        private Optional<Placeholder> placeholder = Optional.empty();
        private Optional<Node> variable = Optional.empty();
    }

    private final List<Rule> rules;
    private final Node root = new Node();

    /**
     * @param knownRoles the roles that idp assigns; any other one is a typing error
     * @throws IllegalArgumentException when a rule is not valid, or the policy ambiguous
     */
    public RoutePolicy(Collection<Rule> rules, Set<String> knownRoles) {
        this.rules = List.copyOf(requireNonNull(rules, "rules"));
        Set<String> names = new HashSet<>();
        for (Rule rule : this.rules) {
            if (!names.add(rule.name())) {
                throw invalid(rule, "the name is taken");
            }
            if (!knownRoles.containsAll(rule.roles())) {
                throw invalid(rule, "an unknown role in " + rule.roles());
            }
            add(rule);
        }
    }

    public List<Rule> rules() {
        return rules;
    }

    /** Finds the rule for a clean path; literal segments take precedence over placeholders. */
    public RouteMatch match(String method, String path) {
        Node node = root;
        int from = 1;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            Optional<Node> next = next(node, path.substring(from, to));
            if (next.isEmpty()) {
                return new RouteMatch.NotListed();
            }
            node = next.get();
            from = to + 1;
            if (slash >= 0 && from == path.length()) {
                return new RouteMatch.NotListed();
            }
        }
        return decide(node, method);
    }

    private static RouteMatch decide(Node node, String method) {
        Rule rule = node.rules.get(method);
        if (rule != null) {
            return new RouteMatch.Found(rule);
        }
        return node.rules.isEmpty()
                ? new RouteMatch.NotListed()
                : new RouteMatch.WrongMethod(new TreeSet<>(node.rules.keySet()));
    }

    private static Optional<Node> next(Node node, String segment) {
        Node literal = node.literals.get(segment);
        if (literal != null) {
            return Optional.of(literal);
        }
        return node.placeholder.filter(p -> p.matches(segment)).flatMap(p -> node.variable);
    }

    private void add(Rule rule) {
        Node node = root;
        for (String segment : rule.segments()) {
            Node parent = node;
            node = segment.startsWith("{") ? variable(node, segment, rule) : literal(node, segment);
            requireOneReading(parent, rule);
        }
        for (String method : rule.methods()) {
            if (node.rules.put(method, rule) != null) {
                throw invalid(rule, method + " " + rule.path() + " is listed twice");
            }
        }
        // A caller who may GET a resource may also HEAD it (RFC 9110, section 9.3.2).
        if (rule.methods().contains("GET")) {
            node.rules.put("HEAD", rule);
        }
    }

    /**
     * The gateway's own allowlist is an unordered set of patterns, so a literal that a placeholder
     * beside it also matches would have two rules there.
     */
    private static void requireOneReading(Node node, Rule rule) {
        for (String literal : node.literals.keySet()) {
            if (node.placeholder.filter(p -> p.matches(literal)).isPresent()) {
                throw invalid(rule, literal + " could also be a placeholder's value");
            }
        }
    }

    private static IllegalArgumentException invalid(Rule rule, String why) {
        return new IllegalArgumentException("route policy: rule " + rule.name() + ": " + why);
    }

    private static Node literal(Node node, String segment) {
        return node.literals.computeIfAbsent(segment, ignored -> new Node());
    }

    private static Node variable(Node node, String segment, Rule rule) {
        Placeholder placeholder = Placeholder.of(segment);
        if (node.placeholder.isPresent() && node.placeholder.get() != placeholder) {
            throw invalid(rule, "two kinds of placeholders in one place");
        }
        node.placeholder = Optional.of(placeholder);
        node.variable = node.variable.or(() -> Optional.of(new Node()));
        return node.variable.get();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the <code>${name}</code> placeholders of {@code envoy.yaml}, and refuses to leave a gap.
 */
public final class EnvoyTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private EnvoyTemplate() {}

    /**
     * The text of the template with every placeholder replaced.
     *
     * @param values one value for each placeholder, without line breaks
     * @throws IllegalArgumentException naming the placeholders without a value, the values without
     *     a placeholder, or the value that cannot stand in a line of YAML
     */
    public static String render(Path template, Map<String, String> values) {
        String text = read(template);
        Set<String> unused = new TreeSet<>(values.keySet());
        Set<String> unknown = new TreeSet<>();
        StringBuilder filled = new StringBuilder(text.length());
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            String value = values.get(name);
            if (value == null) {
                unknown.add(name);
                continue;
            }
            unused.remove(name);
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(escape(name, value)));
        }
        placeholder.appendTail(filled);
        if (!unknown.isEmpty() || !unused.isEmpty()) {
            throw new IllegalArgumentException(
                    template + ": no value for " + unknown + ", no placeholder for " + unused);
        }
        return filled.toString();
    }

    /**
     * The value of <code>${loopback6}</code>: {@code ::1}, or a second IPv4 loopback address where
     * the machine has no IPv6, as many containers have not (Envoy does not start when it cannot
     * bind).
     */
    public static String loopback6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return "::1";
        } catch (IOException noIpv6) {
            return "127.0.0.2";
        }
    }

    private static String read(Path template) {
        try {
            return Files.readString(template);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + template, e);
        }
    }

    /** Texts stand in double quotes in the template; a path may hold what would end them. */
    private static String escape(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control character in the value of " + name);
        }
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

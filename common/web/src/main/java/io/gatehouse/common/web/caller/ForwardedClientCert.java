// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses Envoy's {@code x-forwarded-client-cert}: elements separated by commas, the last one added
 * by this service's sidecar for its direct peer; in an element, key-value pairs separated by
 * semicolons. Quoted values (Subject, Cert) may contain both, so the header cannot simply be split.
 */
final class ForwardedClientCert {
    private static final String AFTER_A_QUOTED_VALUE = ",;";

    private ForwardedClientCert() {}

    /** The {@code URI} of the last element, empty unless there is exactly one. */
    static Optional<String> peer(String header) {
        List<String> elements = split(header, ',');
        List<String> uris =
                split(elements.getLast(), ';').stream()
                        .map(String::strip)
                        .filter(pair -> pair.regionMatches(true, 0, "URI=", 0, 4))
                        .map(pair -> pair.substring(4))
                        .toList();
        return uris.size() == 1 && !uris.getFirst().isEmpty()
                ? Optional.of(uris.getFirst())
                : Optional.empty();
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                if (!(quoted ? endsValue(text, i) : beginsValue(text, i))) {
                    return List.of("");
                }
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        // An unclosed quote hides where elements end: nothing in such a header is trusted.
        parts.add(quoted ? "" : text.substring(start));
        return parts;
    }

    // A quote elsewhere was opened by a peer to hide the sidecar's own element inside a value.
    private static boolean beginsValue(String text, int quote) {
        return quote > 0 && text.charAt(quote - 1) == '=';
    }

    private static boolean endsValue(String text, int quote) {
        return quote + 1 == text.length()
                || AFTER_A_QUOTED_VALUE.indexOf(text.charAt(quote + 1)) >= 0;
    }
}

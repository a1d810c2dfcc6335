// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URI of a request without query and fragment, in one form for all that mean the same (RFC 3986
 * sections 6.2.2 and 6.2.3), since clients write it as they were given it.
 */
final class TargetUri {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");
    private static final int HEX = 16;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private TargetUri() {}

    /** The one form of a URI; empty for what is no URI with a host. */
    static Optional<String> of(String text) {
        try {
            URI uri = new URI(text);
            boolean whole =
                    uri.getScheme() != null && uri.getHost() != null && uri.getUserInfo() == null;
            // Java lets other characters stand in a URI.
            return whole && uri.toASCIIString().equals(text)
                    ? Optional.of(normal(uri))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String normal(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS : HTTP;
        boolean usualPort = uri.getPort() == -1 || uri.getPort() == usual;
        return scheme
                + "://"
                + uri.getHost().toLowerCase(Locale.ROOT)
                + (usualPort ? "" : ":" + uri.getPort())
                + withoutDots(withoutNeedlessEscapes(uri.getRawPath()));
    }

    private static String withoutNeedlessEscapes(String path) {
        return ESCAPE.matcher(path)
                .replaceAll(match -> {
                    String escape = match.group();
                    String meant =
                            String.valueOf((char) Integer.parseInt(escape.substring(1), HEX));
                    return UNRESERVED.matcher(meant).matches()
                            ? meant
                            : escape.toUpperCase(Locale.ROOT);
                });
    }

    /** RFC 3986 section 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        boolean open = true;
        for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            open = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!open) {
                kept.addLast(segment);
            }
        }
        if (open) {
            kept.addLast("");
        }
        return "/" + String.join("/", kept);
    }
}

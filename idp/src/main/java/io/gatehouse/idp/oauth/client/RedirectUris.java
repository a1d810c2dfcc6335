// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The URIs to which a client lets a browser be sent. They are compared as texts (RFC 9700 section
 * 2.1); only the port of a loopback address may differ (RFC 8252 section 7.3), since a program that
 * waits there takes a free one.
 *
 * @param all as registered
 */
public record RedirectUris(List<String> all) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
    private static final String LOCALHOST = "localhost";

    public RedirectUris {
        all = List.copyOf(all);
    }

    /**
     * Those of a client's metadata.
     *
     * @throws IllegalArgumentException when a browser must not be sent to one of them
     */
    public static RedirectUris of(List<String> texts) {
        for (String text : texts) {
            URI uri = URI.create(text);
            boolean secure = "https".equals(uri.getScheme());
            boolean local = "http".equals(uri.getScheme()) && isThisMachine(uri);
            boolean whole =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null;
            if (!whole || (!secure && !local)) {
                throw new IllegalArgumentException(
                        "a redirect URI must be https, or http to a loopback address");
            }
        }
        return new RedirectUris(texts);
    }

    static boolean isThisMachine(URI uri) {
        return LOOPBACK.contains(uri.getHost()) || LOCALHOST.equals(uri.getHost());
    }

    /** Whether a browser may be sent to this URI. */
    public boolean admit(String text) {
        return all.contains(text) || (isLoopback(text) && admitsWithoutPort(text));
    }

    private static boolean isLoopback(String text) {
        try {
            URI uri = URI.create(text);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean admitsWithoutPort(String text) {
        String wanted = withoutPort(text);
        return all.stream()
                .filter(RedirectUris::isLoopback)
                .map(RedirectUris::withoutPort)
                .anyMatch(wanted::equals);
    }

    // By its text, so that whatever else differs still counts.
    private static String withoutPort(String text) {
        int port = URI.create(text).getPort();
        return port == -1 ? text : text.replaceFirst(":" + port + "(?=[/?]|$)", "");
    }
}

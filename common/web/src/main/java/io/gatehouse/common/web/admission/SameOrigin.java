// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import io.gatehouse.common.web.config.ConfigKeys;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that a browser sent a request from an allowed origin, for requests whose credential is a
 * cookie. {@code Origin} decides where it names one; {@code Sec-Fetch-Site} only where it does not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">RFC 6454, section 7</a>
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public final class SameOrigin {
    /**
     * What a page with the referrer policy {@code no-referrer} sends, even to its own origin (Fetch
     * Standard, "append a request Origin header").
     */
    private static final String WITHHELD = "null";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> origins;

    /**
     * @param origins scheme, host and port, such as {@code https://shop.example:8443}
     */
    public SameOrigin(Collection<URI> origins) {
        this.origins = origins.stream().map(SameOrigin::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads a comma-separated list of origins, each in the form that browsers send. */
    public static Optional<List<URI>> read(ConfigKeys keys, String key) {
        return keys.optional(
                key,
                "scheme://host[:port] and nothing more, comma separated",
                text -> Stream.of(text.split(",", -1)).map(SameOrigin::plain).toList());
    }

    private static URI plain(String text) {
        URI origin = URI.create(text.strip());
        if (!origin.toString().equals(of(origin))) {
            throw new IllegalArgumentException("more than an origin");
        }
        return origin;
    }

    /**
     * The origin of a URL in the form that browsers send: lower case, without the default port.
     *
     * @throws IllegalArgumentException when the URL is neither http nor https
     */
    public static String of(URI url) {
        String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || (!scheme.equals("https") && !scheme.equals("http"))) {
            throw new IllegalArgumentException("not an http or https URL: " + url);
        }
        int usual = scheme.equals("https") ? 443 : 80;
        boolean plain = url.getPort() == -1 || url.getPort() == usual;
        return scheme + "://" + host + (plain ? "" : ":" + url.getPort());
    }

    /** Whether a method can change state, so that pages of other origins must not use it. */
    public static boolean matters(String method) {
        return !SAFE.contains(method);
    }

    /**
     * Whether the request comes from an allowed origin; false when neither header says which.
     *
     * @param origin the header {@code Origin}, several values joined by commas
     * @param fetchSite the header {@code Sec-Fetch-Site}
     */
    public boolean admits(Optional<String> origin, Optional<String> fetchSite) {
        return origin.filter(text -> !text.equals(WITHHELD))
                .map(origins::contains)
                .orElseGet(() -> fetchSite.filter("same-origin"::equals).isPresent());
    }
}

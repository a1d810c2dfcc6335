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
 * Tells whether a browser sent a request from a page of ours, for requests whose credential is a
 * cookie. {@code Origin} decides where it is present; {@code Sec-Fetch-Site} only where it is not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">RFC 6454, section 7</a>
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public final class SameOrigin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> origins;

    /**
     * @param origins scheme, host and port, such as {@code https://shop.example:8443}
     */
    public SameOrigin(Collection<URI> origins) {
        this.origins = origins.stream().map(SameOrigin::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads a list of origins, comma separated and written as browsers write them. */
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
     * The origin of a URL the way browsers write it: lower case, without the scheme's own port.
     *
     * @throws IllegalArgumentException when it is not an http or https URL
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

    /** Whether a method can change something, so that a foreign page must not use it. */
    public static boolean matters(String method) {
        return !SAFE.contains(method);
    }

    /**
     * Whether the request comes from a page of ours; a request that does not say is not.
     *
     * @param origin the header {@code Origin}, several values joined by commas
     * @param fetchSite the header {@code Sec-Fetch-Site}
     */
    public boolean admits(Optional<String> origin, Optional<String> fetchSite) {
        return origin.map(origins::contains)
                .orElseGet(() -> fetchSite.filter("same-origin"::equals).isPresent());
    }
}

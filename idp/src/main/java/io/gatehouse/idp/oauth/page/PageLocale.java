// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of the pages, and which of them a person reads best. */
public final class PageLocale {

    /** The first is for whoever reads none of them. */
    public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

    private PageLocale() {}

    /**
     * The language that a client asks for, or else the browser.
     *
     * @param uiLocales as in OpenID Connect Core 1.0 section 3.1.2.1
     */
    public static Locale of(HttpHeaders headers, Optional<String> uiLocales) {
        Optional<String> browser = Optional.ofNullable(headers.getHeaderString("accept-language"));
        return Stream.of(uiLocales.map(tags -> tags.strip().replaceAll(" +", ",")), browser)
                .flatMap(Optional::stream)
                .map(PageLocale::best)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(ALL.getFirst());
    }

    private static Optional<Locale> best(String ranges) {
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(ranges), ALL));
        } catch (IllegalArgumentException e) {
            // No language at all is as good as an unknown one.
            return Optional.empty();
        }
    }
}

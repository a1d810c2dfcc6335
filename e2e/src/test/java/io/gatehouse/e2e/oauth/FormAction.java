// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the forms of a page may lead (Content Security Policy Level 3, form-action). Chromium holds
 * each redirect that follows to it as well.
 */
final class FormAction {
    private static final String DIRECTIVE = "form-action";

    private final URI page;
    private final Optional<List<String>> sources;

    private FormAction(URI page, Optional<List<String>> sources) {
        this.page = page;
        this.sources = sources;
    }

    /**
     * @param policy the header {@code Content-Security-Policy}, or an empty text
     */
    static FormAction of(URI page, String policy) {
        return new FormAction(
                page,
                Stream.of(policy.split(";", -1))
                        .map(directive -> List.of(directive.strip().split(" +", -1)))
                        .filter(directive -> directive.getFirst().equals(DIRECTIVE))
                        .map(directive -> directive.subList(1, directive.size()))
                        .findFirst());
    }

    boolean allows(URI target) {
        return sources.isEmpty()
                || sources.get().stream().anyMatch(source -> names(source, target));
    }

    private boolean names(String source, URI target) {
        if (source.equals("'self'")) {
            return origin(page).equals(origin(target));
        }
        if (source.endsWith(":")) {
            return source.equals(target.getScheme() + ":");
        }
        if (source.endsWith(":*")) {
            return (target.getScheme() + "://" + target.getHost() + ":*").equals(source);
        }
        return source.contains("://") && origin(target).equals(origin(URI.create(source)));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    @Override
    public String toString() {
        return DIRECTIVE + sources.map(" %s"::formatted).orElse(" is not said");
    }
}

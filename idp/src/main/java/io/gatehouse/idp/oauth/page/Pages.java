// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.Scope;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.gatehouse.idp.oauth.Offered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Renders pages. They load nothing but their style sheet and run no script. A template is parsed
 * once; each value is escaped, and one that it names but nobody gives is an error.
 */
@ApplicationScoped
public class Pages {

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler()
                    .strictSections(true)
                    .withEscaper(
                            Escapers.simple(
                                    new String[] {"&", "&amp;"},
                                    new String[] {"<", "&lt;"},
                                    new String[] {">", "&gt;"},
                                    new String[] {"\"", "&quot;"},
                                    new String[] {"'", "&#39;"}))
                    .withLoader(name -> new InputStreamReader(open(name), UTF_8));

    private final Map<PageKind, Template> templates =
            Arrays.stream(PageKind.values())
                    .collect(Collectors.toMap(Function.identity(), Pages::parse));
    private final Map<Locale, Map<String, String>> texts =
            PageLocale.ALL.stream().collect(Collectors.toMap(Function.identity(), Pages::texts));

    private static Template parse(PageKind kind) {
        try (InputStream template = open(kind.template())) {
            return COMPILER.compile(new String(template.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Optional.ofNullable(Pages.class.getResourceAsStream(name + ".mustache"))
                .orElseThrow(() -> new IllegalStateException("there is no template " + name));
    }

    private static Map<String, String> texts(Locale locale) {
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        Pages.class.getPackageName() + ".texts", locale, NO_OTHER_LANGUAGE);
        return bundle.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), bundle::getString));
    }

    /**
     * A page, which no cache keeps.
     *
     * @param values that its template names
     */
    public Response.ResponseBuilder page(
            int status, PageKind kind, Locale locale, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(texts.get(locale));
        all.putAll(values);
        all.put("lang", locale.toLanguageTag());
        all.put("title", text(locale, kind.template() + ".title"));
        return Response.status(status)
                .type("text/html;charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", policy("'self'"))
                .entity(templates.get(kind).execute(all));
    }

    /** A page whose form, once it was sent, leads to a client. */
    public Response.ResponseBuilder leadingTo(String redirect, Response.ResponseBuilder page) {
        return page.header("Content-Security-Policy", null)
                .header("Content-Security-Policy", policy("'self' " + source(redirect)));
    }

    /**
     * An error page.
     *
     * @param text the key of its message
     */
    public Response error(int status, Locale locale, String text) {
        return page(status, PageKind.ERROR, locale, Map.of("message", text(locale, text))).build();
    }

    /** What a scope gives, in words; of one that is a client's own, only the name is known. */
    public List<String> scopes(Locale locale, String scope) {
        return Scope.parse(scope).toStringList().stream()
                .map(name -> Offered.SCOPES.contains(name) ? text(locale, "scope." + name) : name)
                .toList();
    }

    /** A text of the pages. */
    public String text(Locale locale, String key) {
        return texts.get(locale).get(key);
    }

    // Chromium holds the redirect after a form to form-action as well.
    private static String policy(String targets) {
        return "default-src 'none'; style-src 'self'; form-action %s; base-uri 'none'; frame-ancestors 'none'"
                .formatted(targets);
    }

    /** The origin of a redirect URI. */
    public static String origin(String redirect) {
        URI uri = URI.create(redirect);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    // An IPv6 address cannot be a source (CSP Level 3).
    private static String source(String redirect) {
        URI uri = URI.create(redirect);
        return uri.getHost().startsWith("[") ? uri.getScheme() + ":" : origin(redirect);
    }
}

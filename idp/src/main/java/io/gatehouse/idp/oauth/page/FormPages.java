// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders pages that no client has led to, each with a form that only this browser can send. */
@ApplicationScoped
public class FormPages {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final BrowserCookies cookies;
    private final Pages pages;

    /**
     * A page with a form.
     *
     * @param purpose of the form, with all of it that must not be changed
     * @param values that the template names, besides {@code csrf} and {@code message}
     */
    public record FormPage(PageKind kind, String purpose, Map<String, Object> values) {
        public FormPage {
            values = Map.copyOf(values);
        }

        /** Omits the values, of which one may be a token. */
        @Override
        public String toString() {
            return "FormPage[" + kind + "]";
        }
    }

    @Inject
    FormPages(BrowserCookies cookies, Pages pages) {
        this.cookies = cookies;
        this.pages = pages;
    }

    /**
     * A page with a form, for a browser.
     *
     * @param message the key of a text, if something has gone wrong
     */
    public Response form(
            HttpHeaders headers, int status, FormPage shown, Optional<String> message) {
        Locale locale = locale(headers);
        BrowserCookies.FormKey key = cookies.formKey(headers);
        Map<String, Object> all = new HashMap<>(shown.values());
        all.put("csrf", cookies.formToken(key, shown.purpose()));
        all.put("message", message.map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page = pages.page(status, shown.kind(), locale, all);
        return (key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page)
                .build();
    }

    /** The page after a form. */
    public Response done(HttpHeaders headers, PageKind kind) {
        return pages.page(OK, kind, locale(headers), Map.of()).build();
    }

    /** Whether a form comes from a page that this browser was given. */
    public boolean isOurs(HttpHeaders headers, String purpose, Parameters form) {
        return cookies.isOurs(headers, purpose, form.get("csrf"));
    }

    /**
     * The fields of a form.
     *
     * @throws PageException when it is none, or has one twice
     */
    public static Parameters read(byte[] body, HttpHeaders headers) {
        try {
            return Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        } catch (OAuthException e) {
            throw new PageException(BAD_REQUEST, "error.request", Optional.empty());
        }
    }

    private static Locale locale(HttpHeaders headers) {
        return PageLocale.of(headers, Optional.empty());
    }
}

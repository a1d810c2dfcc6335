// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.oauth.page.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders the pages on which a person decides on a device. */
@ApplicationScoped
class DevicePages {

    private static final int OK = 200;

    private final BrowserCookies cookies;
    private final Pages pages;

    @Inject
    DevicePages(BrowserCookies cookies, Pages pages) {
        this.cookies = cookies;
        this.pages = pages;
    }

    /** What a decision is bound to besides the browser: the code, and who is signed in. */
    String purpose(Visitor visitor, UserCode code) {
        return "device\n" + code.letters() + "\n" + visitor.session().id();
    }

    /**
     * The page that asks for a code.
     *
     * @param typed what stands in its field
     * @param message the key of a text, if something has gone wrong
     */
    Response enter(HttpHeaders headers, int status, String typed, Optional<String> message) {
        Locale locale = locale(headers);
        return pages.page(
                        status,
                        PageKind.DEVICE,
                        locale,
                        Map.of("code", typed, "message", messages(locale, message)))
                .build();
    }

    /**
     * The page that asks whether a device may act for the visitor, with a form that only this
     * browser can send.
     *
     * @param message the key of a text, if something has gone wrong
     */
    Response confirm(
            DecideAuthorization.Question question,
            HttpHeaders headers,
            int status,
            Optional<String> message) {
        Locale locale = locale(headers);
        BrowserCookies.FormKey key = cookies.formKey(headers);
        Map<String, Object> values =
                Map.of(
                        "client", question.client().name(),
                        "code", question.code().shown(),
                        "username", question.visitor().account().username(),
                        "scopes", pages.scopes(locale, question.scope()),
                        "csrf",
                                cookies.formToken(
                                        key, purpose(question.visitor(), question.code())),
                        "message", messages(locale, message));
        Response.ResponseBuilder page = pages.page(status, PageKind.DEVICE_CONFIRM, locale, values);
        return (key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page)
                .build();
    }

    /** The last page. */
    Response decided(HttpHeaders headers, boolean allowed) {
        PageKind kind = allowed ? PageKind.DEVICE_ALLOWED : PageKind.DEVICE_DENIED;
        return pages.page(OK, kind, locale(headers), Map.of()).build();
    }

    private List<String> messages(Locale locale, Optional<String> message) {
        return message.map(text -> pages.text(locale, text)).stream().toList();
    }

    private static Locale locale(HttpHeaders headers) {
        return PageLocale.of(headers, Optional.empty());
    }
}

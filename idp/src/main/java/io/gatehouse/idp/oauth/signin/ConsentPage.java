// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.oauth.page.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders the page that asks for consent, with a form that only this browser can send. */
@ApplicationScoped
class ConsentPage {

    private final BrowserCookies cookies;
    private final RandomSecrets secrets;
    private final Pages pages;

    @Inject
    ConsentPage(BrowserCookies cookies, RandomSecrets secrets, Pages pages) {
        this.cookies = cookies;
        this.secrets = secrets;
        this.pages = pages;
    }

    /**
     * What a decision is bound to besides the browser: all that the page says, and who is signed
     * in.
     *
     * @param form the id of the form
     */
    String purpose(ConsentRequest asked, Visitor visitor, String form) {
        return String.join(
                "\n",
                "consent",
                asked.query(),
                asked.request().consentScope(),
                visitor.session().id().toString(),
                form);
    }

    /**
     * The page.
     *
     * @param message the key of a text, if something has gone wrong
     */
    Response of(
            ConsentRequest asked,
            Visitor visitor,
            HttpHeaders headers,
            int status,
            Optional<String> message) {
        AuthorizationRequest request = asked.request();
        Locale locale = PageLocale.of(headers, request.uiLocales());
        BrowserCookies.FormKey key = cookies.formKey(headers);
        String form = secrets.next();
        Map<String, Object> values = new HashMap<>();
        values.put("client", request.client().name());
        values.put("origin", Pages.origin(request.redirectUri()));
        values.put("username", visitor.account().username());
        values.put("scopes", pages.scopes(locale, request.consentScope()));
        values.put("action", Endpoints.CONSENT + "?" + asked.query());
        values.put("other", Endpoints.SIGN_IN + "?" + asked.signIn());
        values.put("csrf", cookies.formToken(key, purpose(asked, visitor, form)));
        values.put("form", form);
        values.put("message", message.map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page =
                pages.leadingTo(
                        request.redirectUri(),
                        pages.page(status, PageKind.CONSENT, locale, values));
        return (key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page)
                .build();
    }
}

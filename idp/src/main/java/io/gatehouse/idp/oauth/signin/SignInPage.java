// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequests;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.oauth.page.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders the sign-in page, with a form that only this browser can send. */
@ApplicationScoped
class SignInPage {

    private final AuthorizationRequests requests;
    private final BrowserCookies cookies;
    private final Pages pages;

    @Inject
    SignInPage(AuthorizationRequests requests, BrowserCookies cookies, Pages pages) {
        this.requests = requests;
        this.cookies = cookies;
        this.pages = pages;
    }

    /** What the form is bound to besides the browser. */
    String purpose(AuthorizationRequest request) {
        return "sign-in\n" + request.encoded();
    }

    /**
     * The page.
     *
     * @param message the key of a text, if something has gone wrong
     */
    Response.ResponseBuilder of(
            AuthorizationRequest request,
            HttpHeaders headers,
            int status,
            Optional<String> message) {
        Locale locale = PageLocale.of(headers, request.uiLocales());
        BrowserCookies.FormKey key = cookies.formKey(headers);
        Map<String, Object> values =
                Map.of(
                        "client", request.client().name(),
                        "action", Endpoints.SIGN_IN + "?request=" + requests.compact(request),
                        "csrf", cookies.formToken(key, purpose(request)),
                        "username", request.loginHint().orElse(""),
                        "message", message.map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page =
                pages.leadingTo(
                        request.redirectUri(),
                        pages.page(status, PageKind.SIGN_IN, locale, values));
        return key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page;
    }
}

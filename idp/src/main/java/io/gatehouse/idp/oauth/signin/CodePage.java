// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.Endpoints;
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

/** Renders the page that asks for a code after a right password. */
@ApplicationScoped
class CodePage {

    private final BrowserCookies cookies;
    private final SignInPage signIn;
    private final Pages pages;

    /** What the page goes on from: what somebody signs in for, and the password that was proved. */
    record Asked(SignInRequest request, BrowserCookies.FormKey key, String half) {}

    @Inject
    CodePage(BrowserCookies cookies, SignInPage signIn, Pages pages) {
        this.cookies = cookies;
        this.signIn = signIn;
        this.pages = pages;
    }

    /**
     * The page.
     *
     * @param message the key of a text, if something has gone wrong
     */
    Response.ResponseBuilder of(
            Asked asked, HttpHeaders headers, int status, Optional<String> message) {
        SignInRequest request = asked.request();
        Locale locale = PageLocale.of(headers, request.uiLocales());
        String action = Endpoints.SIGN_IN + "?" + request.query();
        Map<String, Object> values =
                Map.of(
                        "client", SignInPage.goal(pages, request, locale),
                        "action", action,
                        "csrf", cookies.formToken(asked.key(), signIn.purpose(request)),
                        "half", asked.half(),
                        "other", action + "&anew=",
                        "message", message.map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page =
                SignInPage.leading(
                        pages, request, pages.page(status, PageKind.SIGN_IN_CODE, locale, values));
        return asked.key().isNew()
                ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(asked.key()))
                : page;
    }
}

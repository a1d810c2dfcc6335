// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
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

/** Renders the sign-in page, with a form that only this browser can send. */
@ApplicationScoped
class SignInPage {

    private static final int OK = 200;

    private final BrowserCookies cookies;
    private final Pages pages;
    private final MailQueue mails;

    @Inject
    SignInPage(BrowserCookies cookies, Pages pages, MailQueue mails) {
        this.cookies = cookies;
        this.pages = pages;
        this.mails = mails;
    }

    /** What the form is bound to besides the browser. */
    String purpose(SignInRequest request) {
        return "sign-in\n" + request.query();
    }

    /** The page as it is first shown. */
    Response.ResponseBuilder of(SignInRequest request, HttpHeaders headers) {
        String hint = request.loginHint().orElse("");
        return page(request, headers, OK, hint, Optional.empty());
    }

    /**
     * The page once more.
     *
     * @param typed before; all but the password is shown again
     * @param message the key of a text
     */
    Response.ResponseBuilder again(
            SignInRequest request,
            HttpHeaders headers,
            int status,
            Parameters typed,
            String message) {
        String username = typed.get("username").orElse("");
        return page(request, headers, status, username, Optional.of(message));
    }

    private Response.ResponseBuilder page(
            SignInRequest request,
            HttpHeaders headers,
            int status,
            String username,
            Optional<String> message) {
        Locale locale = PageLocale.of(headers, request.uiLocales());
        BrowserCookies.FormKey key = cookies.formKey(headers);
        Map<String, Object> values =
                Map.of(
                        "client", goal(pages, request, locale),
                        "action", Endpoints.SIGN_IN + "?" + request.query(),
                        "csrf", cookies.formToken(key, purpose(request)),
                        "username", username,
                        "signUp", signUp(request),
                        "forgotten", forgotten(),
                        "message", message.map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page =
                leading(pages, request, pages.page(status, PageKind.SIGN_IN, locale, values));
        return key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page;
    }

    private static List<String> signUp(SignInRequest request) {
        return request.letsAnybody()
                ? List.of(Endpoints.SIGN_UP + "?" + request.query())
                : List.of();
    }

    private List<String> forgotten() {
        return mails.isOffered() ? List.of(Endpoints.PASSWORD_RESET) : List.of();
    }

    /** What the person signs in for. */
    static String goal(Pages pages, SignInRequest request, Locale locale) {
        return switch (request) {
            case SignInRequest.OfClient client -> client.request().client().name();
            // Which client it is, only an account may ask.
            case SignInRequest.OfDevice _ -> pages.text(locale, "device.title");
        };
    }

    /** A page whose form leads there. */
    static Response.ResponseBuilder leading(
            Pages pages, SignInRequest request, Response.ResponseBuilder page) {
        return switch (request) {
            case SignInRequest.OfClient client ->
                    pages.leadingTo(client.request().redirectUri(), page);
            case SignInRequest.OfDevice _ -> page;
        };
    }
}

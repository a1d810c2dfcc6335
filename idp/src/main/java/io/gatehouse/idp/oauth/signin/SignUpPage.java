// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.web.problem.FieldError;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.oauth.page.Pages;
import io.gatehouse.idp.password.PasswordRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders the page on which a person registers, with a form that only this browser can send. */
@ApplicationScoped
class SignUpPage {

    private final BrowserCookies cookies;
    private final Pages pages;

    /**
     * What has gone wrong.
     *
     * @param message the key of a text, if it is no single field
     * @param errors of the fields
     */
    record Trouble(Optional<String> message, List<FieldError> errors) {

        static final Trouble NONE = new Trouble(Optional.empty(), List.of());

        Trouble {
            errors = List.copyOf(errors);
        }

        static Trouble of(String message) {
            return new Trouble(Optional.of(message), List.of());
        }
    }

    @Inject
    SignUpPage(BrowserCookies cookies, Pages pages) {
        this.cookies = cookies;
        this.pages = pages;
    }

    /** What the form is bound to besides the browser. */
    String purpose(SignInRequest request) {
        return "sign-up\n" + request.query();
    }

    /**
     * The page.
     *
     * @param typed before; all but the password is shown again
     */
    Response.ResponseBuilder of(
            SignInRequest request,
            HttpHeaders headers,
            int status,
            Parameters typed,
            Trouble trouble) {
        Locale locale = PageLocale.of(headers, request.uiLocales());
        BrowserCookies.FormKey key = cookies.formKey(headers);
        Map<String, Object> values = new HashMap<>();
        values.put("client", SignInPage.goal(pages, request, locale));
        values.put("action", Endpoints.SIGN_UP + "?" + request.query());
        values.put("signIn", Endpoints.SIGN_IN + "?" + request.query());
        values.put("csrf", cookies.formToken(key, purpose(request)));
        values.put("username", typed.get("username").orElse(""));
        values.put("email", typed.get("email").orElse(""));
        for (String field : List.of("username", "email", "password")) {
            values.put(field + "Error", errors(locale, field, trouble.errors()));
        }
        values.put(
                "message",
                trouble.message().map(text -> pages.text(locale, text)).stream().toList());
        Response.ResponseBuilder page =
                SignInPage.leading(
                        pages, request, pages.page(status, PageKind.SIGN_UP, locale, values));
        return key.isNew() ? page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key)) : page;
    }

    private List<String> errors(Locale locale, String field, List<FieldError> errors) {
        return errors.stream()
                .filter(error -> error.field().equals(field))
                .map(error -> pages.text(locale, "sign-up." + field + "." + reason(error)))
                .toList();
    }

    // Of a password there are several rules, of the names one each.
    private static String reason(FieldError error) {
        return PasswordRule.ofText(error.message())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("wrong");
    }
}

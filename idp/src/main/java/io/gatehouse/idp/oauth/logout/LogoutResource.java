// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.page.PageException;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.oauth.page.Pages;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoint to which a client sends a browser to sign out. With an ID token of whoever is signed
 * in it does so at once; otherwise a page asks, and its form comes back here.
 */
@Path(Endpoints.LOGOUT)
@PermitAll
@ApplicationScoped
public class LogoutResource {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final String PURPOSE = "sign-out";

    private final LogoutRequests requests;
    private final SignOut signOut;
    private final BrowserCookies cookies;
    private final Pages pages;

    @Inject
    LogoutResource(LogoutRequests requests, SignOut signOut, BrowserCookies cookies, Pages pages) {
        this.requests = requests;
        this.signOut = signOut;
        this.cookies = cookies;
        this.pages = pages;
    }

    @GET
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
        String query = Optional.ofNullable(uri.getRequestUri().getRawQuery()).orElse("");
        try {
            return logout(requests.read(Parameters.ofQuery(query)), headers, false);
        } catch (OAuthException e) {
            throw unreadable();
        }
    }

    @POST
    public Response post(byte[] body, @Context HttpHeaders headers) {
        try {
            Parameters form = Parameters.ofForm(body, Optional.ofNullable(headers.getMediaType()));
            boolean isConfirmed = cookies.isOurs(headers, PURPOSE, form.get("csrf"));
            return logout(requests.read(form), headers, isConfirmed);
        } catch (OAuthException e) {
            throw unreadable();
        }
    }

    private Response logout(LogoutRequest request, HttpHeaders headers, boolean isConfirmed) {
        Optional<String> cookie = cookies.session(headers);
        if (!isConfirmed && signOut.mustAsk(cookie, request.hint())) {
            return ask(request, headers);
        }
        signOut.signOut(cookie, request.hint());
        Locale locale = PageLocale.of(headers, request.uiLocales());
        return request.location()
                .map(uri -> Response.seeOther(uri).header(HttpHeaders.CACHE_CONTROL, "no-store"))
                .orElseGet(() -> pages.page(OK, PageKind.SIGNED_OUT, locale, Map.of()))
                .header(HttpHeaders.SET_COOKIE, cookies.clearSession())
                .build();
    }

    private Response ask(LogoutRequest request, HttpHeaders headers) {
        Locale locale = PageLocale.of(headers, request.uiLocales());
        BrowserCookies.FormKey key = cookies.formKey(headers);
        List<Map<String, String>> fields =
                request.fields().entrySet().stream()
                        .map(field -> Map.of("name", field.getKey(), "value", field.getValue()))
                        .toList();
        Response.ResponseBuilder page =
                pages.page(
                        OK,
                        PageKind.SIGN_OUT,
                        locale,
                        Map.of("csrf", cookies.formToken(key, PURPOSE), "fields", fields));
        request.redirectUri().ifPresent(uri -> pages.leadingTo(uri, page));
        if (key.isNew()) {
            page.header(HttpHeaders.SET_COOKIE, cookies.setForm(key));
        }
        return page.build();
    }

    private static PageException unreadable() {
        return new PageException(BAD_REQUEST, "error.request", Optional.empty());
    }
}

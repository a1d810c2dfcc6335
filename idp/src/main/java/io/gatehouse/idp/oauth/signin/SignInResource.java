// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequests;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.device.UserCode;
import io.gatehouse.idp.oauth.page.PageException;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * The sign-in page. It holds what a person signs in for in its URL, so it survives a reload and a
 * second tab, and nothing is stored for somebody who never signs in.
 */
@Path(Endpoints.SIGN_IN)
@PermitAll
@RequestScoped
public class SignInResource {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final AuthorizationRequests requests;
    private final SignInForBrowser signIn;
    private final SignInPage page;
    private final BrowserCookies cookies;
    private final IdpMetrics metrics;

    @Inject
    SignInResource(
            AuthorizationRequests requests,
            SignInForBrowser signIn,
            SignInPage page,
            BrowserCookies cookies,
            IdpMetrics metrics) {
        this.requests = requests;
        this.signIn = signIn;
        this.page = page;
        this.cookies = cookies;
        this.metrics = metrics;
    }

    @GET
    public Response show(
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request = read(Optional.ofNullable(packed), Optional.ofNullable(code));
        return page.of(request, headers, OK, Optional.empty()).build();
    }

    @POST
    public Response signIn(
            byte[] body,
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request = read(Optional.ofNullable(packed), Optional.ofNullable(code));
        Parameters form = form(body, headers, request);
        if (!cookies.isOurs(headers, page.purpose(request), form.get("csrf"))) {
            return page.of(request, headers, FORBIDDEN, Optional.of("sign-in.stale")).build();
        }
        SignInForBrowser.Typed typed =
                new SignInForBrowser.Typed(
                        form.get("username").orElse(""), form.get("password").orElse(""));
        try {
            return signIn.signIn(request, typed, cookies.session(headers))
                    .map(this::leave)
                    .orElseGet(() -> refused(request, headers));
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.TOO_MANY_REQUESTS) {
                throw e;
            }
            metrics.login(IdpMetrics.Login.BUSY);
            return page.of(request, headers, TOO_MANY, Optional.of("sign-in.busy"))
                    .header(HttpHeaders.RETRY_AFTER, e.headers().get(HttpHeaders.RETRY_AFTER))
                    .build();
        }
    }

    private SignInRequest read(Optional<String> packed, Optional<String> code) {
        if (code.isPresent()) {
            return code.flatMap(UserCode::parse)
                    .map(SignInRequest.OfDevice::new)
                    .orElseThrow(() -> unreadable(Optional.empty()));
        }
        AuthorizationRequest request = requests.unpack(packed);
        return new SignInRequest.OfClient(request, requests.compact(request));
    }

    private static Parameters form(byte[] body, HttpHeaders headers, SignInRequest request) {
        try {
            return Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        } catch (OAuthException e) {
            throw unreadable(request.uiLocales());
        }
    }

    private static PageException unreadable(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.request", uiLocales);
    }

    // 303, so that no browser sends the password on to the client (RFC 9700 section 4.12).
    private Response leave(SignInForBrowser.SignedIn signedIn) {
        metrics.login(IdpMetrics.Login.SUCCESS);
        return Response.seeOther(signedIn.location())
                .header(HttpHeaders.SET_COOKIE, cookies.setSession(signedIn.secret()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response refused(SignInRequest request, HttpHeaders headers) {
        metrics.login(IdpMetrics.Login.REFUSED);
        return page.of(request, headers, FORBIDDEN, Optional.of("sign-in.wrong")).build();
    }
}

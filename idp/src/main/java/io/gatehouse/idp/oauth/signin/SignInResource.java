// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.guessing.KnownDevices;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
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
@ApplicationScoped
public class SignInResource {

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final SignInRequests requests;
    private final SignInForBrowser signIn;
    private final SignInPage page;
    private final BrowserCookies cookies;
    private final KnownDevices devices;
    private final IdpMetrics metrics;

    @Inject
    SignInResource(
            SignInRequests requests,
            SignInForBrowser signIn,
            SignInPage page,
            BrowserCookies cookies,
            KnownDevices devices,
            IdpMetrics metrics) {
        this.requests = requests;
        this.signIn = signIn;
        this.page = page;
        this.cookies = cookies;
        this.devices = devices;
        this.metrics = metrics;
    }

    @GET
    public Response show(
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request =
                requests.read(Optional.ofNullable(packed), Optional.ofNullable(code));
        return page.of(request, headers).build();
    }

    @POST
    public Response signIn(
            byte[] body,
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request =
                requests.read(Optional.ofNullable(packed), Optional.ofNullable(code));
        Parameters form = SignInRequests.form(body, headers, request.uiLocales());
        if (!cookies.isOurs(headers, page.purpose(request), form.get("csrf"))) {
            return page.again(request, headers, FORBIDDEN, form, "sign-in.stale").build();
        }
        SignInForBrowser.Typed typed =
                new SignInForBrowser.Typed(
                        form.get("username").orElse(""), form.get("password").orElse(""));
        Source source = Source.of(headers);
        try {
            return signIn.signIn(request, typed, source, cookies.session(headers))
                    .map(signedIn -> leave(signedIn, source))
                    .orElseGet(() -> refused(request, headers, form));
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.TOO_MANY_REQUESTS) {
                throw e;
            }
            metrics.login(IdpMetrics.Login.BUSY);
            return page.again(request, headers, TOO_MANY, form, "sign-in.busy")
                    .header(HttpHeaders.RETRY_AFTER, e.headers().get(HttpHeaders.RETRY_AFTER))
                    .build();
        }
    }

    private Response leave(SignInForBrowser.SignedIn signedIn, Source source) {
        metrics.login(IdpMetrics.Login.SUCCESS);
        return signedIn.redirect(cookies, devices.remember(source, signedIn.username()));
    }

    private Response refused(SignInRequest request, HttpHeaders headers, Parameters form) {
        metrics.login(IdpMetrics.Login.REFUSED);
        return page.again(request, headers, FORBIDDEN, form, "sign-in.wrong").build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.guessing.KnownDevices;
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
 * The sign-in page, and the one after it that asks for a code where there is a second factor. It
 * holds what a person signs in for in its URL, so it survives a reload and a second tab, and
 * nothing is stored for somebody who never signs in.
 */
@Path(Endpoints.SIGN_IN)
@PermitAll
@ApplicationScoped
public class SignInResource {

    /** The field of the second page that says which password was proved on the first. */
    private static final String HALF = "half";

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final SignInRequests requests;
    private final SignInForBrowser signIn;
    private final SignInPage page;
    private final CodePage codePage;
    private final BrowserCookies cookies;
    private final KnownDevices devices;
    private final IdpMetrics metrics;

    @Inject
    SignInResource(
            SignInRequests requests,
            SignInForBrowser signIn,
            SignInPage page,
            CodePage codePage,
            BrowserCookies cookies,
            KnownDevices devices,
            IdpMetrics metrics) {
        this.requests = requests;
        this.signIn = signIn;
        this.page = page;
        this.codePage = codePage;
        this.cookies = cookies;
        this.devices = devices;
        this.metrics = metrics;
    }

    /**
     * Shows the page, or that for the code alone.
     *
     * @param anew present when the person does not want to go on as who is signed in
     */
    @GET
    public Response show(
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @QueryParam("anew") String anew,
            @Context HttpHeaders headers) {
        SignInRequest request =
                requests.read(Optional.ofNullable(packed), Optional.ofNullable(code));
        AskingBrowser browser = AskingBrowser.of(headers, cookies);
        Optional<SignInForBrowser.CodeNeeded> stepUp =
                anew == null ? signIn.stepUp(request, browser) : Optional.empty();
        return stepUp.map(needed -> asked(request, browser, needed.half()))
                .map(asked -> codePage.of(asked, headers, OK, Optional.empty()))
                .orElseGet(() -> page.of(request, headers))
                .build();
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
        AskingBrowser browser = AskingBrowser.of(headers, cookies);
        try {
            return answer(attempt(request, form, browser), request, form, headers, browser);
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.TOO_MANY_REQUESTS) {
                throw e;
            }
            metrics.login(IdpMetrics.Login.BUSY);
            return busy(request, form, headers, browser)
                    .header(HttpHeaders.RETRY_AFTER, e.headers().get(HttpHeaders.RETRY_AFTER))
                    .build();
        }
    }

    private SignInForBrowser.Outcome attempt(
            SignInRequest request, Parameters form, AskingBrowser browser) {
        Optional<String> half = form.get(HALF);
        if (half.isPresent()) {
            return signIn.finish(request, half.get(), form.get("code").orElse(""), browser);
        }
        SignInForBrowser.Typed typed =
                new SignInForBrowser.Typed(
                        form.get("username").orElse(""), form.get("password").orElse(""));
        return signIn.signIn(request, typed, browser);
    }

    private Response answer(
            SignInForBrowser.Outcome outcome,
            SignInRequest request,
            Parameters form,
            HttpHeaders headers,
            AskingBrowser browser) {
        return switch (outcome) {
            case SignInForBrowser.Done done -> leave(done.signedIn(), browser);
            case SignInForBrowser.CodeNeeded needed ->
                    codePage.of(
                                    asked(request, browser, needed.half()),
                                    headers,
                                    OK,
                                    Optional.empty())
                            .build();
            case SignInForBrowser.CodeRefused refused -> {
                metrics.login(IdpMetrics.Login.REFUSED);
                yield codePage.of(
                                asked(request, browser, refused.half()),
                                headers,
                                FORBIDDEN,
                                Optional.of("sign-in-code.wrong"))
                        .build();
            }
            case SignInForBrowser.Refused _ -> {
                metrics.login(IdpMetrics.Login.REFUSED);
                yield page.again(request, headers, FORBIDDEN, form, "sign-in.wrong").build();
            }
            case SignInForBrowser.Over _ ->
                    page.again(request, headers, FORBIDDEN, form, "sign-in-code.over").build();
        };
    }

    private Response.ResponseBuilder busy(
            SignInRequest request, Parameters form, HttpHeaders headers, AskingBrowser browser) {
        return form.get(HALF)
                .map(half ->
                        codePage.of(
                                asked(request, browser, half),
                                headers,
                                TOO_MANY,
                                Optional.of("sign-in.busy")))
                .orElseGet(() -> page.again(request, headers, TOO_MANY, form, "sign-in.busy"));
    }

    private Response leave(SignedInBrowser signedIn, AskingBrowser browser) {
        metrics.login(IdpMetrics.Login.SUCCESS);
        return signedIn.redirect(cookies, devices.remember(browser.source(), signedIn.username()));
    }

    private static CodePage.Asked asked(SignInRequest request, AskingBrowser browser, String half) {
        return new CodePage.Asked(request, browser.key(), half);
    }
}

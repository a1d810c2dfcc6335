// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.guessing.KnownDevices;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.registration.RegisterAccount;
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
import java.net.URI;
import java.util.Optional;

/**
 * The page on which a person registers, by the rules of {@link RegisterAccount}, and is then signed
 * in for what they came for. It holds that in its URL as the sign-in page does.
 */
@Path(Endpoints.SIGN_UP)
@PermitAll
@ApplicationScoped
public class SignUpResource {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final SignInRequests requests;
    private final RegisterAccount registration;
    private final SignInForBrowser signIn;
    private final SignUpPage page;
    private final BrowserCookies cookies;
    private final KnownDevices devices;

    @Inject
    SignUpResource(
            SignInRequests requests,
            RegisterAccount registration,
            SignInForBrowser signIn,
            SignUpPage page,
            BrowserCookies cookies,
            KnownDevices devices) {
        this.requests = requests;
        this.registration = registration;
        this.signIn = signIn;
        this.page = page;
        this.cookies = cookies;
        this.devices = devices;
    }

    @GET
    public Response show(
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request =
                requests.read(Optional.ofNullable(packed), Optional.ofNullable(code));
        return request.letsAnybody()
                ? page.of(request, headers, OK, Parameters.ofQuery(""), SignUpPage.Trouble.NONE)
                        .build()
                : signInPage(request);
    }

    @POST
    public Response signUp(
            byte[] body,
            @QueryParam("request") String packed,
            @QueryParam("user_code") String code,
            @Context HttpHeaders headers) {
        SignInRequest request =
                requests.read(Optional.ofNullable(packed), Optional.ofNullable(code));
        Parameters form = SignInRequests.form(body, headers, request.uiLocales());
        if (!request.letsAnybody()) {
            return signInPage(request);
        }
        if (!cookies.isOurs(headers, page.purpose(request), form.get("csrf"))) {
            SignUpPage.Trouble stale = SignUpPage.Trouble.of("sign-up.stale");
            return page.of(request, headers, FORBIDDEN, form, stale).build();
        }
        try {
            Account account =
                    registration.register(wish(form), PageLocale.of(headers, request.uiLocales()));
            String device = devices.remember(Source.of(headers), account.username());
            return signIn.enter(request, account, AskingBrowser.of(headers, cookies))
                    .redirect(cookies, device);
        } catch (ProblemException e) {
            return refused(request, headers, form, e);
        }
    }

    private static RegisterAccount.Wish wish(Parameters form) {
        return new RegisterAccount.Wish(
                form.get("username").orElse(""),
                form.get("email").orElse(""),
                form.get("password").orElse(""),
                Roles.CUSTOMER);
    }

    private Response refused(
            SignInRequest request, HttpHeaders headers, Parameters form, ProblemException e) {
        SignUpPage.Trouble trouble =
                switch (e.code()) {
                    case RULE_BROKEN -> new SignUpPage.Trouble(Optional.empty(), e.errors());
                    case ACCOUNT_EXISTS -> SignUpPage.Trouble.of("sign-up.taken");
                    case TOO_MANY_REQUESTS -> SignUpPage.Trouble.of("sign-in.busy");
                    default -> throw e;
                };
        Response.ResponseBuilder answer =
                page.of(request, headers, e.code().status(), form, trouble);
        if (e.code() == ProblemCode.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, e.headers().get(HttpHeaders.RETRY_AFTER));
        }
        return answer.build();
    }

    // Whoever is expected has an account.
    private static Response signInPage(SignInRequest request) {
        return Response.seeOther(URI.create(Endpoints.SIGN_IN + "?" + request.query()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

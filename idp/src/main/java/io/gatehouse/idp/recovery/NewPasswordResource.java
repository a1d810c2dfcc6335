// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.common.web.problem.FieldError;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.page.FormPages;
import io.gatehouse.idp.oauth.page.PageException;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import io.gatehouse.idp.password.PasswordRule;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page to which the link in a mail leads: a new password, for who has forgotten theirs. */
@Path(Endpoints.NEW_PASSWORD)
@PermitAll
@ApplicationScoped
public class NewPasswordResource {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final ResetPassword resetting;
    private final FormPages pages;

    @Inject
    NewPasswordResource(ResetPassword resetting, FormPages pages) {
        this.resetting = resetting;
        this.pages = pages;
    }

    @GET
    public Response show(
            @QueryParam("token") @DefaultValue("") String token, @Context HttpHeaders headers) {
        return ask(token, headers, OK, Optional.empty());
    }

    @POST
    public Response change(byte[] body, @Context HttpHeaders headers) {
        Parameters form = FormPages.read(body, headers);
        String token = form.get("token").orElse("");
        if (!pages.isOurs(headers, purpose(token), form)) {
            return ask(token, headers, FORBIDDEN, Optional.of("new-password.stale"));
        }
        try {
            resetting.reset(
                    token,
                    form.get("password").orElse(""),
                    PageLocale.of(headers, Optional.empty()));
        } catch (ProblemException e) {
            return refused(token, headers, e);
        }
        return pages.done(headers, PageKind.PASSWORD_CHANGED);
    }

    private Response refused(String token, HttpHeaders headers, ProblemException e) {
        return switch (e.code()) {
            case RULE_BROKEN -> ask(token, headers, e.code().status(), Optional.of(reason(e)));
            case TOO_MANY_REQUESTS ->
                    ask(token, headers, e.code().status(), Optional.of("sign-in.busy"));
            default -> throw page(e);
        };
    }

    private Response ask(String token, HttpHeaders headers, int status, Optional<String> message) {
        try {
            return pages.form(
                    headers,
                    status,
                    new FormPages.FormPage(
                            PageKind.NEW_PASSWORD,
                            purpose(token),
                            Map.of("token", token, "username", resetting.username(token))),
                    message);
        } catch (ProblemException e) {
            throw page(e);
        }
    }

    private static String reason(ProblemException e) {
        String rule =
                e.errors().stream()
                        .map(FieldError::message)
                        .map(PasswordRule::ofText)
                        .flatMap(Optional::stream)
                        .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .findFirst()
                        .orElse("wrong");
        return "sign-up.password." + rule;
    }

    private static String purpose(String token) {
        return "new-password\n" + token;
    }

    private static RuntimeException page(ProblemException e) {
        return switch (e.code()) {
            case LINK_INVALID ->
                    new PageException(e.code().status(), "error.link", Optional.empty());
            default -> e;
        };
    }
}

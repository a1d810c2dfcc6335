// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.page.FormPages;
import io.gatehouse.idp.oauth.page.PageException;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
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
import java.util.Map;
import java.util.Optional;

/**
 * The page to which the link in a mail leads. It has a button, since scanners of mails follow links
 * before a person does.
 */
@Path(Endpoints.EMAIL_CONFIRMATION)
@PermitAll
@ApplicationScoped
public class ConfirmationResource {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final ConfirmEmail confirming;
    private final FormPages pages;

    @Inject
    ConfirmationResource(ConfirmEmail confirming, FormPages pages) {
        this.confirming = confirming;
        this.pages = pages;
    }

    @GET
    public Response show(
            @QueryParam("token") @DefaultValue("") String token, @Context HttpHeaders headers) {
        return ask(token, headers, OK, Optional.empty());
    }

    @POST
    public Response confirm(byte[] body, @Context HttpHeaders headers) {
        Parameters form = FormPages.read(body, headers);
        String token = form.get("token").orElse("");
        if (!pages.isOurs(headers, purpose(token), form)) {
            return ask(token, headers, FORBIDDEN, Optional.of("email-confirmation.stale"));
        }
        try {
            confirming.confirm(token, PageLocale.of(headers, Optional.empty()));
        } catch (ProblemException e) {
            throw refused(e);
        }
        return pages.done(headers, PageKind.EMAIL_CONFIRMED);
    }

    private Response ask(String token, HttpHeaders headers, int status, Optional<String> message) {
        try {
            return pages.form(
                    headers,
                    status,
                    new FormPages.FormPage(
                            PageKind.EMAIL_CONFIRMATION,
                            purpose(token),
                            Map.of("token", token, "email", confirming.address(token))),
                    message);
        } catch (ProblemException e) {
            throw refused(e);
        }
    }

    private static String purpose(String token) {
        return "email-confirmation\n" + token;
    }

    private static RuntimeException refused(ProblemException e) {
        return switch (e.code()) {
            case LINK_INVALID ->
                    new PageException(e.code().status(), "error.link", Optional.empty());
            case ACCOUNT_EXISTS ->
                    new PageException(e.code().status(), "error.address", Optional.empty());
            default -> e;
        };
    }
}

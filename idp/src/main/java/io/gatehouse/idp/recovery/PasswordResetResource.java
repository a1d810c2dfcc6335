// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.page.FormPages;
import io.gatehouse.idp.oauth.page.PageException;
import io.gatehouse.idp.oauth.page.PageKind;
import io.gatehouse.idp.oauth.page.PageLocale;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/** The page on which somebody who has forgotten the password says their address. */
@Path(Endpoints.PASSWORD_RESET)
@PermitAll
@ApplicationScoped
public class PasswordResetResource {

    private static final String PURPOSE = "password-reset";
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final AskForReset asking;
    private final MailQueue mails;
    private final FormPages pages;

    @Inject
    PasswordResetResource(AskForReset asking, MailQueue mails, FormPages pages) {
        this.asking = asking;
        this.mails = mails;
        this.pages = pages;
    }

    @GET
    public Response show(@Context HttpHeaders headers) {
        demandOffered();
        return page(headers, OK, "", Optional.empty());
    }

    @POST
    public Response ask(byte[] body, @Context HttpHeaders headers) {
        Parameters form = FormPages.read(body, headers);
        demandOffered();
        String typed = form.get("email").orElse("");
        if (!pages.isOurs(headers, PURPOSE, form)) {
            return page(headers, FORBIDDEN, typed, Optional.of("password-reset.stale"));
        }
        try {
            asking.ask(typed, Source.of(headers), PageLocale.of(headers, Optional.empty()));
        } catch (ProblemException e) {
            return refused(headers, typed, e);
        }
        return pages.done(headers, PageKind.PASSWORD_RESET_SENT);
    }

    private Response refused(HttpHeaders headers, String typed, ProblemException e) {
        String message =
                switch (e.code()) {
                    case RULE_BROKEN -> "sign-up.email.wrong";
                    case TOO_MANY_REQUESTS -> "password-reset.busy";
                    default -> throw e;
                };
        Response page = page(headers, e.code().status(), typed, Optional.of(message));
        Optional.ofNullable(e.headers().get(HttpHeaders.RETRY_AFTER))
                .ifPresent(after -> page.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, after));
        return page;
    }

    private Response page(HttpHeaders headers, int status, String typed, Optional<String> message) {
        return pages.form(
                headers,
                status,
                new FormPages.FormPage(PageKind.PASSWORD_RESET, PURPOSE, Map.of("email", typed)),
                message);
    }

    private void demandOffered() {
        if (!mails.isOffered()) {
            throw new PageException(NOT_FOUND, "error.mail", Optional.empty());
        }
    }
}

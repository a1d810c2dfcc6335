// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.openid.connect.sdk.OIDCError;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.browser.Visitors;
import io.gatehouse.idp.oauth.page.PageException;
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
import java.net.URI;
import java.util.Optional;

/**
 * The authorization endpoint (RFC 6749 section 3.1). Whoever is signed in already goes straight
 * back to the client, or is asked for consent; all others see the sign-in page first.
 */
@Path(Endpoints.AUTHORIZE)
@PermitAll
@ApplicationScoped
public class AuthorizeResource {

    private static final int BAD_REQUEST = 400;

    private final AuthorizationRequests requests;
    private final IssueCode codes;
    private final NextStep steps;
    private final Visitors visitors;
    private final BrowserCookies cookies;
    private final Transactions transactions;

    @Inject
    AuthorizeResource(
            AuthorizationRequests requests,
            IssueCode codes,
            NextStep steps,
            Visitors visitors,
            BrowserCookies cookies,
            Transactions transactions) {
        this.requests = requests;
        this.codes = codes;
        this.steps = steps;
        this.visitors = visitors;
        this.cookies = cookies;
        this.transactions = transactions;
    }

    @GET
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers) {
        String query = Optional.ofNullable(uri.getRequestUri().getRawQuery()).orElse("");
        try {
            return authorize(Parameters.ofQuery(query), headers);
        } catch (OAuthException e) {
            throw unreadable();
        }
    }

    @POST
    public Response post(byte[] body, @Context HttpHeaders headers) {
        try {
            return authorize(
                    Parameters.ofForm(body, Optional.ofNullable(headers.getMediaType())), headers);
        } catch (OAuthException e) {
            throw unreadable();
        }
    }

    private Response authorize(Parameters parameters, HttpHeaders headers) {
        AuthorizationRequest request = requests.read(parameters);
        return Response.seeOther(
                        silently(request, cookies.session(headers))
                                .orElseGet(() -> signIn(request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Optional<URI> silently(AuthorizationRequest request, Optional<String> cookie) {
        if (request.person().prompt() == AuthorizationRequest.Prompting.ALWAYS) {
            return Optional.empty();
        }
        return cookie.flatMap(secret ->
                transactions.run(database ->
                        visitors.find(database, secret)
                                .map(Visitor::session)
                                .filter(session -> codes.accepts(request, session))
                                .map(session -> steps.silently(database, request, session))));
    }

    private URI signIn(AuthorizationRequest request) {
        if (request.person().prompt() == AuthorizationRequest.Prompting.NEVER) {
            throw codes.refused(request, OIDCError.LOGIN_REQUIRED);
        }
        return URI.create(Endpoints.SIGN_IN + "?request=" + requests.compact(request));
    }

    private static PageException unreadable() {
        return new PageException(BAD_REQUEST, "error.request", Optional.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequests;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.Visitor;
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
 * The page on which a person allows a client what it asks for. Like the sign-in page it holds the
 * request in its URL, and nothing is stored for somebody who never decides.
 */
@Path(Endpoints.CONSENT)
@PermitAll
@ApplicationScoped
public class ConsentResource {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final AuthorizationRequests requests;
    private final DecideConsent deciding;
    private final ConsentPage page;
    private final BrowserCookies cookies;

    @Inject
    ConsentResource(
            AuthorizationRequests requests,
            DecideConsent deciding,
            ConsentPage page,
            BrowserCookies cookies) {
        this.requests = requests;
        this.deciding = deciding;
        this.page = page;
        this.cookies = cookies;
    }

    @GET
    public Response show(
            @QueryParam("request") String packed,
            @QueryParam("signed_in") String tag,
            @Context HttpHeaders headers) {
        ConsentRequest asked = read(packed, tag);
        return deciding.visitor(asked, cookies.session(headers))
                .map(visitor -> page.of(asked, visitor, headers, OK, Optional.empty()))
                .orElseGet(() -> signIn(asked));
    }

    @POST
    public Response decide(
            byte[] body,
            @QueryParam("request") String packed,
            @QueryParam("signed_in") String tag,
            @Context HttpHeaders headers) {
        ConsentRequest asked = read(packed, tag);
        Parameters form = SignInRequests.form(body, headers, asked.request().uiLocales());
        Optional<Visitor> visitor = deciding.visitor(asked, cookies.session(headers));
        if (visitor.isEmpty()) {
            return signIn(asked);
        }
        String id = form.get("form").orElse("");
        if (!cookies.isOurs(headers, page.purpose(asked, visitor.get(), id), form.get("csrf"))) {
            return again(asked, visitor.get(), headers, FORBIDDEN);
        }
        return switch (form.get("decision").orElse("")) {
            case "allow" ->
                    deciding.allow(asked, visitor.get(), id)
                            .map(ConsentResource::leave)
                            .orElseGet(() -> again(asked, visitor.get(), headers, CONFLICT));
            case "deny" -> throw deciding.deny(asked);
            default -> throw SignInRequests.unreadable(asked.request().uiLocales());
        };
    }

    private ConsentRequest read(String packed, String tag) {
        AuthorizationRequest request = requests.unpack(Optional.ofNullable(packed));
        return new ConsentRequest(request, requests.compact(request), Optional.ofNullable(tag));
    }

    private Response again(ConsentRequest asked, Visitor visitor, HttpHeaders headers, int status) {
        return page.of(asked, visitor, headers, status, Optional.of("consent.stale"));
    }

    private static Response signIn(ConsentRequest asked) {
        return leave(URI.create(Endpoints.SIGN_IN + "?" + asked.signIn()));
    }

    private static Response leave(URI location) {
        return Response.seeOther(location).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}

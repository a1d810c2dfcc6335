// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.page.PageException;
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
import java.net.URI;
import java.util.Optional;

/**
 * The page on which a person decides on a device (RFC 8628 section 3.3). It always asks, also when
 * the code came in the link: whoever sent the link may be the one with the device (section 5.4).
 */
@Path(Endpoints.DEVICE)
@PermitAll
@ApplicationScoped
public class DeviceResource {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final DecideAuthorization deciding;
    private final DevicePages pages;
    private final BrowserCookies cookies;

    @Inject
    DeviceResource(DecideAuthorization deciding, DevicePages pages, BrowserCookies cookies) {
        this.deciding = deciding;
        this.pages = pages;
        this.cookies = cookies;
    }

    @GET
    public Response show(
            @QueryParam("user_code") @DefaultValue("") String typed, @Context HttpHeaders headers) {
        if (typed.isBlank()) {
            return pages.enter(headers, OK, "", Optional.empty());
        }
        Optional<UserCode> code = UserCode.parse(typed);
        if (code.isEmpty()) {
            return unknown(headers, typed);
        }
        return deciding.visitor(cookies.session(headers))
                .map(visitor -> ask(visitor, code.get(), headers, OK, Optional.empty()))
                .orElseGet(() -> signIn(code.get()));
    }

    @POST
    public Response decide(byte[] body, @Context HttpHeaders headers) {
        Parameters form = form(body, headers);
        UserCode code =
                form.get("user_code")
                        .flatMap(UserCode::parse)
                        .orElseThrow(DeviceResource::unreadable);
        Optional<Visitor> visitor = deciding.visitor(cookies.session(headers));
        if (visitor.isEmpty()) {
            return signIn(code);
        }
        String purpose = pages.purpose(visitor.get(), code);
        if (!cookies.isOurs(headers, purpose, form.get("csrf"))) {
            Optional<String> stale = Optional.of("device-confirm.stale");
            return ask(visitor.get(), code, headers, FORBIDDEN, stale);
        }
        boolean allows = allows(form.get("decision").orElse(""));
        boolean decided = allows ? deciding.allow(visitor.get(), code) : deciding.deny(code);
        return decided ? pages.decided(headers, allows) : unknown(headers, code.shown());
    }

    private Response ask(
            Visitor visitor,
            UserCode code,
            HttpHeaders headers,
            int status,
            Optional<String> message) {
        return deciding.question(visitor, code)
                .map(question -> pages.confirm(question, headers, status, message))
                .orElseGet(() -> unknown(headers, code.shown()));
    }

    private Response unknown(HttpHeaders headers, String typed) {
        return pages.enter(headers, BAD_REQUEST, typed, Optional.of("device.unknown"));
    }

    // The code is looked up afterwards, so that guessing takes an account.
    private static Response signIn(UserCode code) {
        return Response.seeOther(URI.create(Endpoints.SIGN_IN + "?" + code.query()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static boolean allows(String decision) {
        return switch (decision) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw unreadable();
        };
    }

    private static Parameters form(byte[] body, HttpHeaders headers) {
        try {
            return Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        } catch (OAuthException e) {
            throw unreadable();
        }
    }

    private static PageException unreadable() {
        return new PageException(BAD_REQUEST, "error.request", Optional.empty());
    }
}

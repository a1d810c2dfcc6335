// SPDX-License-Identifier: Apache-2.0
package example;

import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;
import static org.springframework.web.util.HtmlUtils.htmlEscape;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** What a browser is shown. */
@RestController
class Pages {
    private static final String REGISTRATION = "gatehouse";
    private static final String HTML = "text/html;charset=utf-8";

    private final OAuth2AuthorizedClientService authorized;
    private final RestClient withToken;
    private final String protectedUrl;

    Pages(
            OAuth2AuthorizedClientService authorized,
            RestClient withToken,
            @Value("${PROTECTED_URL}") String protectedUrl) {
        this.authorized = authorized;
        this.withToken = withToken;
        this.protectedUrl = protectedUrl;
    }

    @GetMapping(path = "/", produces = HTML)
    String home(@AuthenticationPrincipal OidcUser user, CsrfToken csrf) {
        return """
                <!doctype html>
                <title>Signed in</title>
                <p><b id="preferred_username">%s</b> is account <b id="sub">%s</b>, mail to <b id="email">%s</b>
                <p>Access token until <b id="token">%s</b>; <a href="/protected">refresh it and call the gate</a>
                <form id="sign-out" method="post" action="/logout">
                  <input type="hidden" name="%s" value="%s">
                  <button>Sign out</button>
                </form>
                """
                .formatted(
                        htmlEscape(user.getPreferredUsername()),
                        htmlEscape(user.getSubject()),
                        htmlEscape(user.getEmail()),
                        expiry(user),
                        csrf.getParameterName(),
                        csrf.getToken());
    }

    @GetMapping(path = "/protected", produces = HTML)
    String call(@AuthenticationPrincipal OidcUser user) {
        int status =
                withToken
                        .get()
                        .uri(protectedUrl)
                        .attributes(clientRegistrationId(REGISTRATION))
                        .retrieve()
                        .toBodilessEntity()
                        .getStatusCode()
                        .value();
        return """
                <!doctype html>
                <title>Called</title>
                <p>Answered with <b id="status">%d</b>. Access token until <b id="token">%s</b>
                """
                .formatted(status, expiry(user));
    }

    @GetMapping(path = "/signed-out", produces = HTML)
    String signedOut() {
        return "<!doctype html><title>Signed out</title><p>Signed out";
    }

    static void refused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(HTML);
        response.getWriter()
                .print("<!doctype html><title>Refused</title><p>" + htmlEscape(failure.getMessage()));
    }

    private Instant expiry(OidcUser user) {
        return authorized
                .loadAuthorizedClient(REGISTRATION, user.getName())
                .getAccessToken()
                .getExpiresAt();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ErrorObject;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answers to authorization requests: redirects with parameters in the query, each of which says
 * who answers (RFC 9207), so that a client of several servers is not mixed up.
 */
@ApplicationScoped
class RedirectAnswers {

    private final String issuer;

    @Inject
    RedirectAnswers(IdpConfig config) {
        this.issuer = config.site().issuer().toString();
    }

    URI code(AuthorizationRequest.Target target, String code) {
        return redirect(target, Map.of("code", code));
    }

    ErrorRedirect error(AuthorizationRequest.Target target, ErrorObject error) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.getCode());
        parameters.put("error_description", error.getDescription());
        return new ErrorRedirect(error.getCode(), redirect(target, parameters));
    }

    private URI redirect(AuthorizationRequest.Target target, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        target.state().ifPresent(state -> all.put("state", state));
        all.put("iss", issuer);
        String query =
                all.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        String uri = target.redirectUri();
        // A redirect URI may have a query of its own, which stays (RFC 6749 section 3.1.2).
        return URI.create(uri + (uri.contains("?") ? "&" : "?") + query);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.idp.oauth.idtoken.IdTokens;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to sign out.
 *
 * @param hint who is to be signed out; without it the person is asked
 * @param client that asks; known, where it wants the browser back
 * @param redirectUri of that client, where the browser goes afterwards
 */
record LogoutRequest(
        Optional<IdTokens.Hint> hint,
        Optional<String> client,
        Optional<String> redirectUri,
        Optional<String> state,
        Optional<String> uiLocales) {

    /** Where the browser goes, if the client wants it back. */
    Optional<URI> location() {
        return redirectUri.map(uri ->
                URI.create(
                        state.map(text ->
                                        uri
                                                + (uri.contains("?") ? "&" : "?")
                                                + "state="
                                                + URLEncoder.encode(text, UTF_8))
                                .orElse(uri)));
    }

    /** The fields of the form that asks the person, to be sent back. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        client.ifPresent(id -> fields.put("client_id", id));
        redirectUri.ifPresent(uri -> fields.put("post_logout_redirect_uri", uri));
        state.ifPresent(text -> fields.put("state", text));
        uiLocales.ifPresent(tags -> fields.put("ui_locales", tags));
        return fields;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.oauth.page.PageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads requests to sign out; a browser is sent only to where its client wants it. */
@ApplicationScoped
class LogoutRequests {

    private static final int BAD_REQUEST = 400;

    private final IdTokens idTokens;
    private final RegisteredClients clients;

    @Inject
    LogoutRequests(IdTokens idTokens, RegisteredClients clients) {
        this.idTokens = idTokens;
        this.clients = clients;
    }

    /**
     * The request with these parameters. A hint that is not ours counts as none: its key may be
     * gone, and then the person is asked.
     *
     * @throws PageException when the client is not that of the hint, or the redirect URI not one of
     *     its own
     */
    LogoutRequest read(Parameters parameters) {
        Optional<String> uiLocales = parameters.get("ui_locales");
        if (parameters.hasRepeated()) {
            throw new PageException(BAD_REQUEST, "error.request", uiLocales);
        }
        Optional<IdTokens.Hint> hint = parameters.get("id_token_hint").flatMap(idTokens::hint);
        Optional<String> named =
                parameters.get("client_id").or(() -> hint.map(IdTokens.Hint::client));
        Optional<String> redirectUri = parameters.get("post_logout_redirect_uri");
        boolean contradicts =
                hint.filter(it -> !named.equals(Optional.of(it.client()))).isPresent();
        boolean isOwn =
                redirectUri.isEmpty()
                        || named.flatMap(clients::find)
                                .filter(it -> it.logoutRedirects().admit(redirectUri.get()))
                                .isPresent();
        if (contradicts || !isOwn) {
            throw new PageException(BAD_REQUEST, "error.logout", uiLocales);
        }
        return new LogoutRequest(hint, named, redirectUri, parameters.get("state"), uiLocales);
    }
}

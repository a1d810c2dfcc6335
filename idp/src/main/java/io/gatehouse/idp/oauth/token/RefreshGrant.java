// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.session.RefreshSession;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Exchanges a refresh token for the next one (RFC 6749 section 6). A smaller scope holds for the
 * access token of this answer alone; a wider one is refused before the token is used.
 */
@ApplicationScoped
class RefreshGrant implements Grant {

    private final RefreshSession refreshing;
    private final SessionTokens tokens;
    private final IdpMetrics metrics;

    @Inject
    RefreshGrant(RefreshSession refreshing, SessionTokens tokens, IdpMetrics metrics) {
        this.refreshing = refreshing;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Tokens exchange(Client client, Parameters form) {
        String token = form.required("refresh_token");
        Optional<String> wanted = form.get("scope").map(RefreshGrant::plain);
        Sessions.Opened opened = refresh(client, token, wanted);
        metrics.issued("refresh");
        return tokens.of(
                client,
                opened,
                wanted.orElse(opened.session().authorization().scope()),
                Optional.empty());
    }

    private Sessions.Opened refresh(Client client, String token, Optional<String> wanted) {
        try {
            return refreshing.refresh(
                    token,
                    client.id(),
                    granted -> wanted.ifPresent(scope -> demand(granted.scope(), scope)));
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.REFRESH_TOKEN_INVALID) {
                throw OAuthException.invalidGrant();
            }
            throw e;
        }
    }

    private static void demand(String granted, String wanted) {
        boolean isWithin = Scope.parse(granted).containsAll(Scope.parse(wanted));
        if (wanted.isEmpty() || !isWithin) {
            throw new OAuthException(OAuth2Error.INVALID_SCOPE);
        }
    }

    /** A scope without repetitions, and with single spaces. */
    private static String plain(String scope) {
        return String.join(" ", Scope.parse(scope).toStringList());
    }
}

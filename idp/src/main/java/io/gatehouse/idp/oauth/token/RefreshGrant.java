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
import io.gatehouse.idp.oauth.dpop.KeyProofs;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.RefreshSession;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exchanges a refresh token for the next one (RFC 6749 section 6). A smaller scope and an audience
 * hold for the access token of this answer alone; what was not granted is refused before the token
 * is used, and so is who has not the key that it is bound to (RFC 9449 section 5).
 *
 * <p>A refresh binds no token that was free: else whoever stole one could bind it, and the owner's
 * use of the old one would be refused for want of the key before it could end the session.
 */
@ApplicationScoped
class RefreshGrant implements Grant {

    private final RefreshSession refreshing;
    private final Audiences audiences;
    private final SessionTokens tokens;
    private final IdpMetrics metrics;

    @Inject
    RefreshGrant(
            RefreshSession refreshing,
            Audiences audiences,
            SessionTokens tokens,
            IdpMetrics metrics) {
        this.refreshing = refreshing;
        this.audiences = audiences;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Tokens exchange(Client client, Parameters form, ProvedKey key) {
        String token = form.required("refresh_token");
        Optional<String> wanted = form.get("scope").map(RefreshGrant::plain);
        Sessions.Opened opened =
                refresh(
                        client,
                        token,
                        granted -> {
                            demand(granted.key(), key);
                            wanted.ifPresent(scope -> demand(granted.scope(), scope));
                            audiences.chosen(client, granted.audiences(), form);
                        });
        metrics.issued("refresh");
        Authorization granted = opened.session().authorization();
        return tokens.of(
                client,
                opened,
                new AccessFor(
                        wanted.orElse(granted.scope()),
                        audiences.chosen(client, granted.audiences(), form),
                        key),
                Optional.empty());
    }

    private Sessions.Opened refresh(Client client, String token, Consumer<Authorization> check) {
        try {
            return refreshing.refresh(token, client.id(), check);
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.REFRESH_TOKEN_INVALID) {
                throw OAuthException.invalidGrant();
            }
            throw e;
        }
    }

    private static void demand(Optional<String> bound, ProvedKey key) {
        if (bound.isPresent() && key.thumbprint().isEmpty()) {
            throw KeyProofs.refused("The refresh token is bound to a key");
        }
        if (!key.fits(bound)) {
            throw OAuthException.invalidGrant();
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

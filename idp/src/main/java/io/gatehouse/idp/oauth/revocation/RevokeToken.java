// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.revocation;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ErrorObject;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.EndSession;
import io.gatehouse.idp.session.Family;
import io.gatehouse.idp.session.RefreshToken;
import io.gatehouse.idp.session.RefreshTokens;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Ends the session of a token, whichever of its tokens that is (RFC 7009 section 2.1). */
@ApplicationScoped
class RevokeToken {

    private static final ErrorObject UNSUPPORTED =
            new ErrorObject(
                    "unsupported_token_type",
                    "The token of a client for itself ends by its time alone",
                    400);

    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Sessions sessions;
    private final EndSession ending;
    private final Transactions transactions;

    @Inject
    RevokeToken(
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Sessions sessions,
            EndSession ending,
            Transactions transactions) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.ending = ending;
        this.transactions = transactions;
    }

    /**
     * Revokes a token; one that is not valid, or not any more, has no effect.
     *
     * @throws OAuthException {@code invalid_grant} when it is the token of another client, {@code
     *     unsupported_token_type} when it has no session
     */
    void revoke(Client client, String token) {
        Optional<UUID> session =
                refreshTokens
                        .parse(token)
                        .map(RefreshToken::session)
                        .or(() -> accessTokens.verifyForAny(token).map(RevokeToken::session));
        if (session.filter(id -> end(client, id)).isPresent()) {
            ending.announce();
        }
    }

    private boolean end(Client client, UUID id) {
        return transactions.runIdempotent(database -> {
            Optional<Family> family = sessions.find(database, id);
            family.ifPresent(open -> demandOwn(client, open.session().authorization()));
            return ending.endOpenForClient(database, id);
        });
    }

    private static UUID session(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getClaim("sid"))
                .map(String::valueOf)
                .map(UUID::fromString)
                .orElseThrow(() -> new OAuthException(UNSUPPORTED));
    }

    private static void demandOwn(Client client, Authorization authorization) {
        if (!client.id().equals(authorization.client())) {
            throw OAuthException.invalidGrant();
        }
    }
}

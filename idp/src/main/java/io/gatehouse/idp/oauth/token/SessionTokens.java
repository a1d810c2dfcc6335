// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Signs the tokens of a session of a client. */
@ApplicationScoped
class SessionTokens {

    private final Sessions sessions;
    private final IdTokens idTokens;

    @Inject
    SessionTokens(Sessions sessions, IdTokens idTokens) {
        this.sessions = sessions;
        this.idTokens = idTokens;
    }

    /** The tokens of a session. */
    Tokens of(Client client, Sessions.Opened opened, AccessFor access, Optional<String> nonce) {
        SignedIn signed =
                sessions.tokens(
                        opened, access.scope(), access.audience(), access.key().thumbprint());
        boolean withIdToken = Scope.parse(access.scope()).contains("openid");
        return Tokens.of(signed.accessToken(), access.key(), signed.expiresIn(), access.scope())
                .with(
                        Optional.of(signed.refreshToken())
                                .filter(_ -> client.may(GrantType.REFRESH_TOKEN)),
                        Optional.of(opened)
                                .filter(_ -> withIdToken)
                                .map(it ->
                                        idTokens.issue(
                                                client.idTokenAlgorithm(),
                                                it.account(),
                                                it.session(),
                                                signed.accessToken(),
                                                nonce)));
    }
}

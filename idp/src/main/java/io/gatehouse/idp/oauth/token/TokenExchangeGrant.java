// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.exchange.ExchangeToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Exchanges a person's access token for another one (RFC 8693); there is no refresh token. */
@ApplicationScoped
class TokenExchangeGrant implements Grant {

    private final ExchangeToken exchanging;
    private final IdpMetrics metrics;

    @Inject
    TokenExchangeGrant(ExchangeToken exchanging, IdpMetrics metrics) {
        this.exchanging = exchanging;
        this.metrics = metrics;
    }

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    @Override
    public Tokens exchange(Client client, Parameters form, ProvedKey key) {
        ExchangeToken.Exchanged exchanged = exchanging.exchange(client, form, key);
        metrics.issued("exchange");
        return Tokens.of(exchanged.token(), key, exchanged.expiresIn(), exchanged.scope())
                .exchanged();
    }
}

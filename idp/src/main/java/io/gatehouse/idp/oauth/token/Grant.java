// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;

/** A grant: what a client exchanges for tokens. */
interface Grant {

    GrantType type();

    /**
     * The tokens for a request.
     *
     * @param client that is authenticated and may use this grant
     * @param key that the tokens are to be bound to
     * @throws OAuthException when there are none
     */
    Tokens exchange(Client client, Parameters form, ProvedKey key);
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

import io.gatehouse.common.seal.ApiKey;
import java.io.IOException;
import java.util.Optional;

/** Gives access tokens for API keys, for a {@link KeyExchange}. */
public interface ApiKeySource {
    /**
     * Exchanges a key; empty when it opens nothing: it is unknown, revoked or expired, or its owner
     * may not sign in.
     *
     * @throws IOException when nobody can tell now
     */
    Optional<IssuedToken> exchange(ApiKey key) throws IOException;
}

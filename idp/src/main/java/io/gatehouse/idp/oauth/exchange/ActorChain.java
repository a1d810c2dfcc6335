// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.exchange;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.Client;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claim {@code act} (RFC 8693 section 4.1): who acts, and within it who acted before. Each is
 * the id of a client, which no account has.
 */
final class ActorChain {

    /** How many actors a token names, so that no loop of exchanges makes it ever longer. */
    private static final int LONGEST = 4;

    private static final String ACT = "act";

    private ActorChain() {}

    /**
     * The chain of a token that a client gets for another one.
     *
     * @throws OAuthException {@code invalid_request} when it would be too long
     */
    static Map<String, Object> of(Client client, JWTClaimsSet subject) {
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("sub", client.id());
        Object before = subject.getClaim(ACT);
        if (before != null) {
            chain.put(ACT, before);
        }
        if (length(chain) > LONGEST) {
            throw OAuthException.invalidRequest("The subject_token was exchanged too often");
        }
        return chain;
    }

    private static int length(Object chain) {
        return chain instanceof Map<?, ?> actor ? 1 + length(actor.get(ACT)) : 0;
    }
}

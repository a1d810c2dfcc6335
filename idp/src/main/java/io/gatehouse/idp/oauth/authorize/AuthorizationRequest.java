// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import java.time.Duration;
import java.util.Optional;

/**
 * An authorization request that keeps all rules (RFC 6749 section 4.1.1, OpenID Connect Core 1.0
 * section 3.1.2.1).
 *
 * @param encoded as the browser brought it, to be sent once more with the form of the sign-in page;
 *     of one that was pushed only the reference
 * @param target where the answer goes
 * @param grant what it asks for
 * @param person who is expected to sign in, and how
 */
public record AuthorizationRequest(
        String encoded, Client client, Target target, Grant grant, Person person) {

    /** The redirect URI, which was registered, and the state to be returned to it. */
    record Target(String redirectUri, Optional<String> state) {}

    /**
     * What the code will be good for.
     *
     * @param scope separated by spaces, never empty
     * @param challenge of PKCE, S256
     */
    record Grant(String scope, String challenge, Optional<String> nonce) {}

    /**
     * What the client knows or wants about the sign-in.
     *
     * @param prompt whether and when the person sees a page
     * @param maxAge of the sign-in
     * @param hint an ID token of who is expected
     * @param loginHint the user name of who is expected
     */
    record Person(
            Prompting prompt,
            Optional<Duration> maxAge,
            Optional<IdTokens.Hint> hint,
            Optional<String> loginHint,
            Optional<String> uiLocales) {}

    /** When the sign-in page is shown. */
    enum Prompting {
        /** Never: without a fitting session the answer is an error. */
        NEVER,
        IF_NEEDED,
        ALWAYS
    }

    /** The URI that the client is answered at. */
    public String redirectUri() {
        return target.redirectUri();
    }

    public Optional<String> loginHint() {
        return person.loginHint();
    }

    public Optional<String> uiLocales() {
        return person.uiLocales();
    }
}

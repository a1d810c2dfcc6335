// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.oauth.resource.Audiences;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param audiences of which each access token may have one, never empty
     * @param challenge of PKCE, S256
     * @param claims asked for by name
     * @param key the thumbprint of the key that the code is bound to (RFC 9449 section 10)
     */
    record Grant(
            String scope,
            List<String> audiences,
            String challenge,
            Optional<String> nonce,
            ExtraClaims claims,
            Optional<String> key) {
        Grant {
            audiences = List.copyOf(audiences);
        }
    }

    /**
     * What the client knows or wants about the sign-in.
     *
     * @param prompt whether and when the person signs in
     * @param asked whether the person is asked for consent even if it was given before
     * @param twofold whether the sign-in must have proved two things
     * @param maxAge of the sign-in
     * @param hint an ID token of who is expected
     * @param subjects sets of ids of accounts, of each of which one is expected
     * @param loginHint the user name of who is expected
     */
    record Person(
            Prompting prompt,
            boolean asked,
            boolean twofold,
            Optional<Duration> maxAge,
            Optional<IdTokens.Hint> hint,
            List<Set<String>> subjects,
            Optional<String> loginHint,
            Optional<String> uiLocales) {

        Person {
            subjects = List.copyOf(subjects);
        }

        private boolean isExpected(UUID account) {
            return hint.filter(known -> !known.account().equals(account)).isEmpty()
                    && subjects.stream().allMatch(ids -> ids.contains(account.toString()));
        }
    }

    /** When the sign-in page is shown; where it never is, neither is that for consent. */
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

    /**
     * What the person must have allowed the client, separated by spaces: the scope, what gives the
     * claims that were asked for by name, and the services besides the gate.
     */
    public String consentScope() {
        Stream<String> claims =
                grant.claims().names().stream()
                        .map(PersonClaims::scopeOf)
                        .flatMap(Optional::stream)
                        .distinct();
        return Stream.of(Stream.of(grant.scope()), claims, Audiences.elsewhere(grant.audiences()))
                .flatMap(Function.identity())
                .collect(Collectors.joining(" "));
    }

    /** Whether the client knows nothing of who it will be, so that it can be a new account. */
    public boolean letsAnybody() {
        return person.hint().isEmpty() && person.subjects().isEmpty();
    }

    /** Whether the client lets this account sign in: it may know already who it will be. */
    boolean lets(UUID account) {
        return person.isExpected(account);
    }

    public Optional<String> loginHint() {
        return person.loginHint();
    }

    public Optional<String> uiLocales() {
        return person.uiLocales();
    }
}

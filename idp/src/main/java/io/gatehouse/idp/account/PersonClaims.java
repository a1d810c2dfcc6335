// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import com.nimbusds.oauth2.sdk.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims about a person, by scope (OpenID Connect Core 1.0 section 5.4): the same in an access
 * token, an ID token and at the UserInfo endpoint.
 */
public final class PersonClaims {

    /** All of them. */
    public static final List<String> NAMES =
            List.of("sub", "preferred_username", "roles", "groups", "email", "email_verified");

    private static final Map<String, List<String>> BY_SCOPE =
            Map.of(
                    "profile", List.of("preferred_username", "roles", "groups"),
                    "email", List.of("email", "email_verified"));

    private PersonClaims() {}

    /** The scope that gives a claim; empty for one that there is not, or that all get. */
    public static Optional<String> scopeOf(String claim) {
        return BY_SCOPE.entrySet().stream()
                .filter(scope -> scope.getValue().contains(claim))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The claims that a scope gives.
     *
     * @param scope separated by spaces
     */
    public static Map<String, Object> of(Account account, String scope) {
        return of(account, scope, Set.of());
    }

    /**
     * The claims that a scope gives, and some more.
     *
     * @param scope separated by spaces
     * @param extra the names of the others
     */
    public static Map<String, Object> of(Account account, String scope, Set<String> extra) {
        Scope scopes = Scope.parse(scope);
        Map<String, Object> claims = all(account);
        claims.keySet()
                .removeIf(name ->
                        scopeOf(name).filter(needed -> !scopes.contains(needed)).isPresent()
                                && !extra.contains(name));
        return claims;
    }

    private static Map<String, Object> all(Account account) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", account.id().toString());
        claims.put("preferred_username", account.username());
        claims.put("roles", account.roles().names());
        claims.put("groups", account.roles().names());
        claims.put("email", account.email());
        claims.put("email_verified", account.emailVerified());
        return claims;
    }
}

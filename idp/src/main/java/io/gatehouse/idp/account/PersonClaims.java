// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import com.nimbusds.oauth2.sdk.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims about a person, by scope (OpenID Connect Core 1.0 section 5.4): the same in an access
 * token, an ID token and at the UserInfo endpoint.
 */
public final class PersonClaims {

    /** All of them. */
    public static final List<String> NAMES =
            List.of("sub", "preferred_username", "roles", "groups", "email", "email_verified");

    private PersonClaims() {}

    /**
     * The claims that a scope gives.
     *
     * @param scope separated by spaces
     */
    public static Map<String, Object> of(Account account, String scope) {
        Scope scopes = Scope.parse(scope);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", account.id().toString());
        if (scopes.contains("profile")) {
            claims.put("preferred_username", account.username());
            claims.put("roles", account.roles().names());
            claims.put("groups", account.roles().names());
        }
        if (scopes.contains("email")) {
            claims.put("email", account.email());
            claims.put("email_verified", account.emailVerified());
        }
        return claims;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The caller of a request, from the claims of the token that the gateway verified. Inject it as
 * {@link JsonWebToken}; the claims are {@code sub}, {@code preferred_username}, {@code email},
 * {@code sid} and {@code jti}, if the gateway sent them.
 */
public final class Caller implements JsonWebToken {
    private final UUID id;
    private final Set<String> roles;
    private final Map<String, String> claims;

    Caller(UUID id, Set<String> roles, Map<String, String> claims) {
        this.id = requireNonNull(id, "id");
        this.roles = Set.copyOf(roles);
        this.claims = Map.copyOf(claims);
    }

    @Override
    public String getSubject() {
        return id.toString();
    }

    @Override
    public String getName() {
        return claims.getOrDefault("preferred_username", getSubject());
    }

    @Override
    public Set<String> getGroups() {
        return roles;
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    // The interface lets its user choose the type; all claims here are strings.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.exchange;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.introspection.LiveTokens;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.token.AccessTokens;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Limits the roles of an exchanged token. */
final class DelegatedRoles {

    private DelegatedRoles() {}

    /**
     * The account with the roles that are in the subject token; for the gate only those with which
     * the operator lets the client act there.
     *
     * @throws OAuthException {@code invalid_target} when the gate would have nothing to decide by
     */
    static Account of(Client client, LiveTokens.ForAccount subject, String audience) {
        Set<Role> roles = new TreeSet<>(in(subject.claims()));
        boolean forTheGate = audience.equals(AccessTokens.AUDIENCE);
        if (forTheGate) {
            roles.retainAll(client.services().roles());
        }
        if (!roles.isEmpty()) {
            return subject.account().with(new Roles(roles));
        }
        if (forTheGate) {
            throw Audiences.refused();
        }
        // A token without roles has no scope that would put them into the next one.
        return subject.account();
    }

    private static List<Role> in(JWTClaimsSet claims) {
        return claims.getClaim("roles") instanceof List<?> names
                ? names.stream().flatMap(name -> Role.of(String.valueOf(name)).stream()).toList()
                : List.of();
    }
}

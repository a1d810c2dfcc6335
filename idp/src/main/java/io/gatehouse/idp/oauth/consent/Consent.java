// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a person has allowed a client.
 *
 * @param clientName for people
 * @param scope all that was allowed until now, separated by spaces
 * @param grantedAt when it last became more, or was confirmed
 */
record Consent(UUID id, String client, String clientName, String scope, Instant grantedAt) {

    /** Its JSON form, for the person who gave it. */
    record View(String clientId, String clientName, List<String> scopes, Instant grantedAt) {
        View {
            scopes = List.copyOf(scopes);
        }
    }

    /** Whether all of a scope was allowed. */
    boolean covers(String wanted) {
        return Scope.parse(scope).containsAll(Scope.parse(wanted));
    }

    View view() {
        return new View(client, clientName, Scope.parse(scope).toStringList(), grantedAt);
    }

    Cursor place() {
        return new Cursor(grantedAt, id);
    }
}

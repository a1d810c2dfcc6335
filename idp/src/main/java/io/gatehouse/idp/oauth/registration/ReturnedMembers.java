// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.MemberReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.Client;
import java.util.List;

/** The members of an update that are no metadata, but of an earlier answer. */
final class ReturnedMembers {

    private static final List<String> SERVERS =
            List.of(
                    "registration_access_token",
                    "registration_client_uri",
                    "client_secret_expires_at",
                    "client_id_issued_at");

    private static final int LONGEST = 128;

    private ReturnedMembers() {}

    /**
     * Refuses an update that is for another client, brings another secret, or what only the server
     * says (RFC 7592 section 2.2).
     *
     * @throws OAuthException {@code invalid_client_metadata}
     */
    static void check(JsonNode document, Client client) {
        MemberReader members = new MemberReader(document);
        if (members.text("client_id", LONGEST).filter(client.id()::equals).isEmpty()) {
            throw invalid("client_id must be that of the client");
        }
        boolean others =
                members.text("client_secret", LONGEST)
                        .filter(given -> client.secret().filter(it -> it.matches(given)).isEmpty())
                        .isPresent();
        if (others) {
            throw invalid("client_secret must be that of the client, or left out");
        }
        for (String name : SERVERS) {
            if (members.has(name)) {
                throw invalid(name + " must not stand in an update");
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.client.StoredClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes clients as the standards do (RFC 7591 section 3.2.1, RFC 7592 section 3). */
@ApplicationScoped
class ClientInformation {

    private final String endpoint;

    @Inject
    ClientInformation(IdpConfig config) {
        this.endpoint = config.site().issuer() + Endpoints.REGISTER + "/";
    }

    /** A client with its metadata, for an administrator. */
    Map<String, Object> of(StoredClient stored) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("client_id", stored.client().id());
        members.put("client_id_issued_at", stored.createdAt().getEpochSecond());
        members.put("first_party", stored.client().firstParty());
        members.putAll(stored.metadata().toJSONObject());
        return members;
    }

    /** A client with its metadata and the token that was shown, for itself. */
    Map<String, Object> of(StoredClient stored, String token) {
        Map<String, Object> members = of(stored);
        members.remove("first_party");
        members.put("registration_access_token", token);
        members.put("registration_client_uri", endpoint + stored.client().id());
        return members;
    }

    /** The answer to a registration, which alone has the secret; it does not expire. */
    Map<String, Object> of(RegisterClient.Registered registered) {
        Map<String, Object> members = of(registered.client(), registered.token());
        registered
                .secret()
                .ifPresent(secret -> {
                    members.put("client_secret", secret);
                    members.put("client_secret_expires_at", 0);
                });
        return members;
    }
}

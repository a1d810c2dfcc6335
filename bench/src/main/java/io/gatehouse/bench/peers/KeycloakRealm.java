// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import java.util.List;
import java.util.Map;

/** The realm that Keycloak imports: one client and one person. All else is as it comes. */
final class KeycloakRealm {
    static final String NAME = "bench";

    private static final long TOKEN_SECONDS = 300;

    private KeycloakRealm() {}

    /** As Keycloak's representation has it, with the client and the person of a peer. */
    static Map<String, Object> like(Peer peer) {
        return Map.of(
                "realm",
                NAME,
                "enabled",
                true,
                "sslRequired",
                "none",
                "accessTokenLifespan",
                TOKEN_SECONDS,
                "clients",
                List.of(client(peer.client())),
                "users",
                List.of(person(peer.credentials())));
    }

    private static Map<String, Object> client(Peer.Client client) {
        return Map.of(
                "clientId", client.id(),
                "secret", client.secret(),
                "clientAuthenticatorType", "client-secret",
                "standardFlowEnabled", true,
                "serviceAccountsEnabled", true,
                "redirectUris", List.of(Peer.CALLBACK),
                "attributes", Map.of("pkce.code.challenge.method", "S256"),
                "protocolMappers", List.of(audience(client.id())));
    }

    // Without it Keycloak tells the client that its own token is not active.
    private static Map<String, Object> audience(String client) {
        return Map.of(
                "name", "audience",
                "protocol", "openid-connect",
                "protocolMapper", "oidc-audience-mapper",
                "config",
                        Map.of(
                                "included.client.audience", client,
                                "access.token.claim", "true",
                                "introspection.token.claim", "true"));
    }

    private static Map<String, Object> person(Map<String, String> credentials) {
        return Map.of(
                "username",
                credentials.get("username"),
                "enabled",
                true,
                "email",
                "measured@shop.example",
                "emailVerified",
                true,
                "firstName",
                "Measured",
                "lastName",
                "Person",
                "credentials",
                List.of(Map.of("type", "password", "value", credentials.get("password"))));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Revocation;
import io.gatehouse.e2e.Target;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A client's life from its registration to its removal, through the gate (RFC 7591, RFC 7592). */
@EndToEnd
@Order(5)
class ClientRegistrationE2E {
    private static final String REGISTER = "/oauth2/register";
    private static final String REDIRECT = "https://registered.example/callback";
    private static final Map<String, Object> METADATA =
            Map.of(
                    "client_name",
                    "Registered",
                    "redirect_uris",
                    List.of(REDIRECT),
                    "token_endpoint_auth_method",
                    "none",
                    "grant_types",
                    List.of("authorization_code", "refresh_token"));

    private final Target target;
    private final Client client;

    ClientRegistrationE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void clientWhenRemovedByItselfThenTheGateRefusesItsTokens() {
        JsonNode registered = register().json();
        String accessToken = signIn(registered.path("client_id").asText());
        client.send(Call.get("/accounts/me").bearer(accessToken)).expect(200);

        client.unchecked(managing(registered, "DELETE")).expect(204);

        Revocation.awaitRefused(client, accessToken);
        client.unchecked(managing(registered, "GET")).expect(401);
    }

    @Test
    void clientWhenRemovedByAnAdminThenTheGateRefusesItsTokens() {
        JsonNode registered = register().json();
        String id = registered.path("client_id").asText();
        String accessToken = signIn(id);

        target.accounts().admin().send(Call.delete("/admin/clients/" + id)).expect(204);

        Revocation.awaitRefused(client, accessToken);
        target.accounts().admin().send(Call.get("/admin/clients/" + id)).expect(404);
    }

    @Test
    void clientWhenItChangesItselfThenTheListSaysSo() {
        JsonNode registered = register().json();
        String id = registered.path("client_id").asText();

        client.unchecked(
                        managing(registered, "PUT")
                                .json(
                                        Map.of(
                                                "client_id",
                                                id,
                                                "client_name",
                                                "Renamed",
                                                "grant_types",
                                                List.of("client_credentials"))))
                .expect(200);

        Answer shown = target.accounts().admin().send(Call.get("/admin/clients/" + id)).expect(200);
        assertThat(shown.field("client_name")).isEqualTo("Renamed");
        assertThat(shown.json().path("first_party").asBoolean(true)).isFalse();
        client.unchecked(managing(registered, "DELETE")).expect(204);
    }

    private Answer register() {
        String token =
                target.accounts()
                        .admin()
                        .send(Call.post("/admin/initial-access-tokens", Map.of("uses", 1)))
                        .expect(201)
                        .field("initialAccessToken");
        return client.unchecked(Call.post(REGISTER, METADATA).bearer(token)).expect(201);
    }

    private static Call managing(JsonNode registered, String method) {
        String path = URI.create(registered.path("registration_client_uri").asText()).getPath();
        return Call.of(method, path).bearer(registered.path("registration_access_token").asText());
    }

    private String signIn(String id) {
        RegisteredClient registered = RegisteredClient.cli().named(id);
        AuthorizationRequest request =
                AuthorizationRequest.of(registered).with("redirect_uri", REDIRECT);
        try (Browser browser = new Browser(target)) {
            URI callback = browser.allow(request.at(target), target.accounts().register());
            return client.unchecked(
                            Call.post("/oauth2/token")
                                    .text(
                                            "application/x-www-form-urlencoded",
                                            Form.encode(
                                                    request.exchange(
                                                            Form.query(callback).get("code")))))
                    .expect(200)
                    .field("access_token");
        }
    }
}

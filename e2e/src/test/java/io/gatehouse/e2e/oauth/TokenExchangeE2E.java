// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.e2e.Accounts;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Revocation;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Called;
import io.gatehouse.testkit.Json;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A person's token for a service elsewhere (RFC 8707), which that service exchanges to call the
 * gate in their name (RFC 8693); both by openid-client as it comes.
 */
@EndToEnd
@Tag("local")
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenExchangeE2E {
    private static final String RESOURCE = "https://stock.example/api";
    private static final String SERVICE = "e2e-stock";
    private static final URI REDIRECT_URI = URI.create("https://shop.example/callback");

    private final Target target;
    private final String shopSecret = Accounts.random(32);
    private final String serviceSecret = Accounts.random(32);
    private AddedClients added;

    TokenExchangeE2E(Target target) {
        this.target = target;
    }

    @BeforeAll
    void addClients() {
        added =
                AddedClients.add(
                        target,
                        """
                        {"client_id": "e2e-shop", "client_secret": "%s", "redirect_uris": ["%s"],
                         "gatehouse_resources": ["%s"],
                         "grant_types": ["authorization_code", "refresh_token"]}
                        """
                                .formatted(shopSecret, REDIRECT_URI, RESOURCE),
                        """
                        {"client_id": "%s", "client_secret": "%s",
                         "gatehouse_audiences": ["%s"], "gatehouse_roles": ["customer"],
                         "grant_types": ["urn:ietf:params:oauth:grant-type:token-exchange"]}
                        """
                                .formatted(SERVICE, serviceSecret, RESOURCE));
    }

    @AfterAll
    void removeClients() {
        added.close();
    }

    @Test
    void exchangeWhenAServiceCallsTheGateThenItActsForThePersonUntilTheSessionEnds() {
        try (Session person = target.accounts().login(target.accounts().register());
                Client client = target.client();
                Browser browser = new Browser(target)) {
            JsonNode tokens = tokens(browser, person);
            String forService = tokens.path("for_service").asText();
            String onBehalf = tokens.path("on_behalf").asText();

            JWTClaimsSet claims = claims(onBehalf);
            assertThat(claims(forService).getAudience()).containsExactly(RESOURCE);
            assertThat(claims.getAudience()).containsExactly("gatehouse");
            assertThat(claims.getSubject()).isEqualTo(person.id());
            assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", SERVICE));
            assertThat(tokens.path("issued_token_type").asText())
                    .isEqualTo("urn:ietf:params:oauth:token-type:access_token");

            Answer refused = client.send(Call.get("/accounts/me").bearer(forService));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.field("code")).isEqualTo("token_invalid");
            client.send(Call.get("/orders").bearer(onBehalf)).expect(200);
            client.send(Call.get("/accounts/me").bearer(tokens.path("for_gate").asText()))
                    .expect(200);
            assertLeavesTheAccountAlone(client, onBehalf);

            // Of the session of the shop alone: the exchanged token has that one.
            client.send(
                            Call.post("/oauth2/revoke")
                                    .text(
                                            Form.TYPE,
                                            Form.encode(
                                                    Map.of(
                                                            "client_id", "e2e-shop",
                                                            "client_secret", shopSecret,
                                                            "token", forService))))
                    .expect(200);
            Revocation.awaitRefused(client, onBehalf);
        }
    }

    /** What only the person does, also with the token in the place of the person's cookie. */
    private void assertLeavesTheAccountAlone(Client client, String onBehalf) {
        Call changed =
                Call.put(
                        "/accounts/me/password",
                        Map.of("currentPassword", "x", "newPassword", "seven small boats"));
        List<Call> personal =
                List.of(
                        Call.get("/accounts/me"),
                        Call.get("/accounts/consents"),
                        Call.get("/authentication/whoami"),
                        changed,
                        Call.post("/authentication/logout"));
        for (Call call : personal) {
            client.send(call.bearer(onBehalf)).expectProblem(403, "delegation_refused");
            client.send(call.cookie(onBehalf).with("Origin", target.origin()))
                    .expectProblem(403, "delegation_refused");
        }
        client.send(Call.get("/orders").bearer(onBehalf)).expect(200);
    }

    private JsonNode tokens(Browser browser, Session person) {
        RegisteredClient shop =
                new RegisteredClient(
                        "e2e-shop",
                        Optional.of(shopSecret),
                        Optional.empty(),
                        REDIRECT_URI,
                        REDIRECT_URI);
        Map<String, String> service =
                Map.of(
                        "OIDC_GRANT", "token-exchange",
                        "OIDC_RESOURCE", RESOURCE,
                        "OIDC_SERVICE_ID", SERVICE,
                        "OIDC_SERVICE_SECRET", serviceSecret);
        try (RunningClient running =
                RunningClient.start(RealClient.OPENID_CLIENT, shop, service, target)) {
            URI authorization = URI.create(running.next("the authorization URL"));
            running.answer(browser.signIn(authorization, person.account()));
            JsonNode tokens = Json.read(running.next("the tokens"));
            Called ended = running.end();
            assertThat(ended.exit()).as(ended.err()).isZero();
            return tokens;
        }
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError("no token", e);
        }
    }
}

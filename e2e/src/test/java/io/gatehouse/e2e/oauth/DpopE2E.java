// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Proof;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key, from the sign-in to a service (RFC 9449). */
@EndToEnd
@Order(5)
class DpopE2E {
    private static final String TOKEN = "/oauth2/token";
    private static final String USERINFO = "/oauth2/userinfo";

    private final Target target;
    private final Client client;
    private final Browser browser;
    private final ECKey key = Proof.newKey();
    private final ECKey otherKey = Proof.newKey();
    private String accessToken;
    private String refreshToken;

    DpopE2E(Target target) {
        this.target = target;
        this.client = target.client();
        this.browser = new Browser(target);
    }

    @BeforeEach
    void signIn() {
        AuthorizationRequest request =
                AuthorizationRequest.of(RegisteredClient.cli())
                        .with("dpop_jkt", Proof.thumbprint(key));
        URI callback = browser.signIn(request.at(target), target.accounts().register());
        Map<String, String> exchange = request.exchange(Form.query(callback).get("code"));
        assertThat(token(exchange, proof(otherKey, "POST", TOKEN)).expect(400).field("error"))
                .isEqualTo("invalid_grant");
        JsonNode tokens = token(exchange, proof(key, "POST", TOKEN)).expect(200).json();
        assertThat(tokens.path("token_type").asText()).isEqualTo("DPoP");
        accessToken = tokens.path("access_token").asText();
        refreshToken = tokens.path("refresh_token").asText();
    }

    @AfterEach
    void close() {
        browser.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts/me", "/authentication/whoami", "/products", "/orders"})
    void routeWhenTheKeyIsProvedThenTheServiceAnswersOnceForEachProof(String path) {
        Proof proof = proof(key, "GET", path).forToken(accessToken);

        client.send(bound(Call.get(path), proof)).expect(200);
        Answer again = repeated(bound(Call.get(path), proof));

        again.expectProblem(401, "dpop_proof_invalid");
        assertThat(again.header("www-authenticate").orElseThrow())
                .startsWith("DPoP realm=\"gatehouse\", error=\"invalid_dpop_proof\"");
        client.send(bound(Call.get(path), proof.with("jti", "another"))).expect(200);
    }

    /** Each authorizer counts for itself: here is one, and in a mesh each may take it once. */
    private Answer repeated(Call call) {
        Answer answer = client.send(call);
        int others = target.mostInstances() - 1;
        for (int i = 0; i < others && answer.status() == 200; i++) {
            answer = client.send(call);
        }
        return answer;
    }

    @Test
    void routeWhenTheQueryIsNotInTheProofThenTheServiceAnswers() {
        Proof proof = proof(key, "GET", "/products").forToken(accessToken);

        client.send(bound(Call.get("/products?limit=1"), proof)).expect(200);
    }

    /** What a thief of the token alone can do. */
    @ParameterizedTest
    @CsvSource({
        "bearer, token_invalid",
        "cookie, token_invalid",
        "no proof, dpop_proof_invalid",
        "own key, token_invalid",
        "another path, dpop_proof_invalid",
        "another method, dpop_proof_invalid",
        "another token, dpop_proof_invalid",
        "old, dpop_proof_invalid",
    })
    void routeWhenTheKeyIsNotProvedThenRefused(String how, String code) {
        Proof proof = proof(key, "GET", "/orders").forToken(accessToken);
        Call call = Call.get("/orders");

        Call tried =
                switch (how) {
                    case "bearer" -> call.bearer(accessToken).with("DPoP", proof.text());
                    case "cookie" -> call.cookie(accessToken).with("DPoP", proof.text());
                    case "no proof" -> call.with("Authorization", "DPoP " + accessToken);
                    case "own key" ->
                            bound(call, proof(otherKey, "GET", "/orders").forToken(accessToken));
                    case "another path" ->
                            bound(call, proof(key, "GET", "/products").forToken(accessToken));
                    case "another method" -> bound(call, proof.with("htm", "POST"));
                    case "another token" -> bound(call, proof.forToken(accessToken + "x"));
                    default ->
                            bound(
                                    call,
                                    proof.with(
                                            "iat",
                                            Instant.now().minusSeconds(90).getEpochSecond()));
                };

        client.send(tried).expectProblem(401, code);
        client.send(bound(call, proof)).expect(200);
    }

    @Test
    void routeWhenATokenIsBoundToNoKeyThenItIsNotTakenWithAProof() {
        Session other = target.accounts().login(target.accounts().register());
        String free = other.token();
        Proof proof = proof(key, "GET", "/orders").forToken(free);

        client.send(
                        Call.get("/orders")
                                .with("Authorization", "DPoP " + free)
                                .with("DPoP", proof.text()))
                .expectProblem(401, "token_invalid");
        other.send(Call.get("/orders")).expect(200);
        other.close();
    }

    @Test
    void userinfoWhenTheKeyIsProvedThenThePerson() {
        Proof proof = proof(key, "GET", USERINFO).forToken(accessToken);

        assertThat(client.unchecked(bound(Call.get(USERINFO), proof)).expect(200).field("sub"))
                .isNotEmpty();
        client.unchecked(Call.get(USERINFO).bearer(accessToken)).expect(401);
    }

    @Test
    void refreshWhenTheKeyIsNotProvedThenTheTokenIsWorthNothing() {
        Map<String, String> refresh = new HashMap<>();
        refresh.put("grant_type", "refresh_token");
        refresh.put("client_id", RegisteredClient.cli().id());
        refresh.put("refresh_token", refreshToken);

        Answer without = client.unchecked(Call.post(TOKEN).text(Form.TYPE, Form.encode(refresh)));
        Answer other = token(refresh, proof(otherKey, "POST", TOKEN));
        JsonNode next = token(refresh, proof(key, "POST", TOKEN)).expect(200).json();

        assertThat(without.expect(400).field("error")).isEqualTo("invalid_dpop_proof");
        assertThat(other.expect(400).field("error")).isEqualTo("invalid_grant");
        accessToken = next.path("access_token").asText();
        client.send(bound(Call.get("/orders"), proof(key, "GET", "/orders").forToken(accessToken)))
                .expect(200);
    }

    /** As for any token: the gate hears of it at once. */
    @Test
    void signOutWhenTheKeyIsProvedThenTheTokenEnds() {
        String path = "/authentication/logout";
        client.send(Call.post(path).bearer(accessToken)).expectProblem(401, "token_invalid");

        client.send(bound(Call.post(path), proof(key, "POST", path).forToken(accessToken)))
                .expect(204);

        await().untilAsserted(() ->
                client.send(
                                bound(
                                        Call.get("/orders"),
                                        proof(key, "GET", "/orders").forToken(accessToken)))
                        .expectProblem(401, "token_revoked"));
    }

    private Call bound(Call call, Proof proof) {
        return call.with("Authorization", "DPoP " + accessToken).with("DPoP", proof.text());
    }

    private Proof proof(ECKey by, String method, String path) {
        return Proof.of(by, method, target.origin() + path, Instant.now());
    }

    private Answer token(Map<String, String> form, Proof proof) {
        return client.unchecked(
                Call.post(TOKEN).text(Form.TYPE, Form.encode(form)).with("DPoP", proof.text()));
    }
}

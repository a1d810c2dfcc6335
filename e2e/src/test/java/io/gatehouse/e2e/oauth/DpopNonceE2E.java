// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.Tree;
import io.gatehouse.testkit.Called;
import io.gatehouse.testkit.Proof;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A system that demands nonces in proofs (RFC 9449, sections 8 and 9), without the shop. */
@Tag("local")
@Order(27)
class DpopNonceE2E {
    private static final String TOKEN = "/oauth2/token";
    private static final String PUSH = "/oauth2/par";
    private static final String USERINFO = "/oauth2/userinfo";
    private static final String ACCOUNT = "/accounts/me";

    private static Target target;

    private final ECKey key = Proof.newKey();

    @BeforeAll
    static void start() throws IOException {
        Tree tree = Tree.in(Path.of("target/nonce-tree").toAbsolutePath(), "local", "idp", "authz");
        for (String service : new String[] {"idp", "authz"}) {
            String file = "services/" + service + ".yaml";
            tree.write(
                    file,
                    tree.text(file)
                            .replace(
                                    "settings:\n",
                                    "settings:\n  " + service + ".proof.nonce-life: PT1M\n"));
        }
        target = Target.start(tree, "nonce-system", "--no-aot", "--only", "idp,authz");
    }

    @AfterAll
    static void stop() {
        if (target != null) {
            target.close();
        }
    }

    /** Unmodified: the first repeats a request by itself, the second leaves that to its caller. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "OAUTH4WEBAPI"})
    void signInWhenTheClientKnowsOfNoncesThenItsOwnChecksPass(RealClient client) {
        for (RegisteredClient registered :
                new RegisteredClient[] {
                    RegisteredClient.cli().withBoundTokens("ES256"), RegisteredClient.cli()
                }) {
            try (Session person = target.accounts().login(target.accounts().register());
                    Browser browser = new Browser(target);
                    RunningClient running = RunningClient.start(client, registered, target)) {
                URI authorization = URI.create(running.next("the authorization URL"));
                running.answer(browser.signIn(authorization, person.account()));

                assertThat(running.next("what it learned")).contains(person.id());
                assertThat(running.next("the status of the protected route")).isEqualTo("200");
                running.next("the end-session URL");
                assertThat(running.next("the answer to a revoked token"))
                        .isEqualTo("invalid_grant");
                Called ended = running.end();
                assertThat(ended.exit()).as(ended.err()).isZero();
            }
        }
    }

    @Test
    void tokensWhenTheNonceIsMissingThenOneIsGivenAndNothingIsUsed() {
        try (Client client = target.client();
                Browser browser = new Browser(target)) {
            AuthorizationRequest request = AuthorizationRequest.of(RegisteredClient.cli());
            URI callback = browser.signIn(request.at(target), target.accounts().register());
            Map<String, String> exchange = request.exchange(Form.query(callback).get("code"));

            Answer refused = form(client, TOKEN, exchange, proof("POST", TOKEN));
            assertThat(refused.expect(400).field("error")).isEqualTo("use_dpop_nonce");
            String nonce = nonce(refused);
            Answer granted =
                    form(client, TOKEN, exchange, proof("POST", TOKEN).with("nonce", nonce))
                            .expect(200);

            assertThat(granted.field("token_type")).isEqualTo("DPoP");
            assertThat(nonce(granted)).isNotEmpty();
            assertUsed(client, granted.field("access_token"), nonce);
        }
    }

    /** At UserInfo counts the nonce of idp, at each route of the gate one of the gate. */
    private void assertUsed(Client client, String token, String ofIdp) {
        Answer noNonce = client.unchecked(bound(USERINFO, token, ""));
        assertThat(noNonce.expect(401).field("error")).isEqualTo("use_dpop_nonce");
        assertThat(noNonce.header("www-authenticate").orElseThrow())
                .startsWith("DPoP realm=\"gatehouse\", error=\"use_dpop_nonce\"");
        nonce(client.unchecked(bound(USERINFO, token, nonce(noNonce))).expect(200));

        client.send(bound(ACCOUNT, token, ofIdp)).expectProblem(401, "use_dpop_nonce");
        Answer refused = client.send(bound(ACCOUNT, token, ""));
        refused.expectProblem(401, "use_dpop_nonce");
        assertThat(refused.header("www-authenticate").orElseThrow())
                .startsWith("DPoP realm=\"gatehouse\", error=\"use_dpop_nonce\"");
        String ofGate = nonce(refused);
        Answer account = client.send(bound(ACCOUNT, token, ofGate)).expect(200);
        client.send(bound(ACCOUNT, token, nonce(account))).expect(200);
        assertThat(client.unchecked(bound(USERINFO, token, ofGate)).expect(401).field("error"))
                .isEqualTo("use_dpop_nonce");
    }

    @Test
    void pushWhenTheNonceIsMissingThenOneIsGiven() {
        try (Client client = target.client()) {
            Map<String, String> request =
                    AuthorizationRequest.of(RegisteredClient.cli()).parameters();

            Answer refused = form(client, PUSH, request, proof("POST", PUSH));
            assertThat(refused.expect(400).field("error")).isEqualTo("use_dpop_nonce");
            Proof again = proof("POST", PUSH).with("nonce", nonce(refused));

            nonce(form(client, PUSH, request, again).expect(201));
        }
    }

    /** A page can only read what it is told that it may. */
    @ParameterizedTest
    @CsvSource({"POST, /oauth2/token", "GET, /accounts/me"})
    void answerWhenAPageAsksThenItMayReadTheNonce(String method, String path) {
        try (Client client = target.client()) {
            Answer answer = client.unchecked(Call.of(method, path).with("Origin", target.origin()));

            assertThat(answer.header("access-control-expose-headers").orElseThrow())
                    .contains("dpop-nonce", "www-authenticate");
        }
    }

    /** Clients that prove nothing never hear of it. */
    @Test
    void routeWhenTheTokenIsBoundToNoKeyThenNoNonceIsNeeded() {
        try (Session person = target.accounts().login(target.accounts().register())) {
            Answer answer = person.send(Call.get(ACCOUNT)).expect(200);

            assertThat(answer.header("dpop-nonce")).isEmpty();
        }
    }

    private Call bound(String path, String token, String nonce) {
        Proof proof = proof("GET", path).forToken(token);
        String text = nonce.isEmpty() ? proof.text() : proof.with("nonce", nonce).text();
        return Call.get(path).with("Authorization", "DPoP " + token).with("DPoP", text);
    }

    private Proof proof(String method, String path) {
        return Proof.of(key, method, target.origin() + path, Instant.now());
    }

    private static Answer form(Client client, String path, Map<String, String> form, Proof proof) {
        return client.unchecked(
                Call.post(path).text(Form.TYPE, Form.encode(form)).with("DPoP", proof.text()));
    }

    private static String nonce(Answer answer) {
        return answer.header("dpop-nonce").orElseThrow();
    }
}

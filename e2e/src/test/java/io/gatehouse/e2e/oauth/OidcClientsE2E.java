// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Called;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Tokens;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients of others, as they come, sign somebody in with all their own checks, and find out what is
 * wrong. They look the gate up by themselves, so its name must lead somewhere without a test's
 * help.
 */
@EndToEnd
@Tag("local")
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcClientsE2E {
    private final Target target;
    private final SigningClient curve = SigningClient.ofEs256();
    private final SigningClient edwards = SigningClient.ofEdDsa();
    private AddedClients signers;

    OidcClientsE2E(Target target) {
        this.target = target;
    }

    @BeforeAll
    void build() {
        Stream.of(RealClient.values()).forEach(client -> client.build(target));
    }

    @BeforeAll
    void addSigners() {
        signers = SigningClient.add(target, curve, edwards);
    }

    @AfterAll
    void removeSigners() {
        signers.close();
        curve.delete();
        edwards.delete();
    }

    @ParameterizedTest
    @EnumSource
    void signInWhenTheClientHasNoSecretThenItsOwnChecksPass(RealClient client) {
        assertSignsIn(client, RegisteredClient.cli());
    }

    @ParameterizedTest
    @EnumSource
    void signInWhenTheClientHasASecretThenItsOwnChecksPass(RealClient client) {
        assertSignsIn(client, RegisteredClient.web(target));
    }

    /** The two whose libraries can do both: sign an assertion, and push a request. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "OAUTH4WEBAPI"})
    void signInWhenTheClientHasAKeyAndPushesThenItsOwnChecksPass(RealClient client) {
        assertSignsIn(client, RegisteredClient.signing(curve));
        assertSignsIn(client, RegisteredClient.signing(edwards));
    }

    /** Those that verify ID tokens by whatever the gate names in its metadata. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "OAUTH4WEBAPI", "GO_OIDC"})
    void signInWhenTheIdTokenIsSignedAsTheClientWantsThenItsOwnChecksPass(RealClient client) {
        for (SigningClient signer : List.of(curve, edwards)) {
            String idToken = assertSignsIn(client, RegisteredClient.without(signer));

            assertThat(Tokens.header(idToken).path("alg").asText()).isEqualTo(signer.algorithm());
        }
    }

    /** The two whose libraries make proofs; the gate takes what is bound with a proof alone. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "OAUTH4WEBAPI"})
    void signInWhenTheTokensAreBoundToAKeyThenItsOwnChecksPass(RealClient client) {
        assertSignsIn(client, RegisteredClient.cli().withBoundTokens("ES256"));
        assertSignsIn(client, RegisteredClient.web(target).withBoundTokens("ES256"));
        assertSignsIn(client, RegisteredClient.signing(curve).withBoundTokens("ES256"));
        assertSignsIn(client, RegisteredClient.signing(edwards).withBoundTokens("Ed25519"));
    }

    /** The ID token that it signs out with. */
    private String assertSignsIn(RealClient client, RegisteredClient registered) {
        try (Session person = target.accounts().login(target.accounts().register());
                Browser browser = new Browser(target);
                RunningClient running = RunningClient.start(client, registered, target)) {
            URI authorization = URI.create(running.next("the authorization URL"));

            running.answer(browser.signIn(authorization, person.account()));

            JsonNode learned = assertLearned(running, person, registered);
            if (registered.key().isPresent()) {
                assertThat(Form.query(authorization)).containsOnlyKeys("client_id", "request_uri");
                assertThat(learned.at("/id_token/nonce").asText()).isNotEmpty();
            } else {
                assertThat(learned.at("/id_token/nonce").asText())
                        .isEqualTo(Form.query(authorization).get("nonce"));
            }
            if (registered.binding().isPresent()) {
                assertThat(learned.path("token_type").asText()).isEqualToIgnoringCase("DPoP");
            }
            URI endSession = assertUsesItsTokens(running);
            assertSignsOut(browser, authorization, endSession, registered);
            return Form.query(endSession).get("id_token_hint");
        }
    }

    /** RFC 7591 and RFC 7592; this library alone has a call for the first. */
    @Test
    void registerWhenTheClientHasAnInitialTokenThenItSignsInAndRemovesItself() {
        RegisteredClient toCome = RegisteredClient.toCome(initialToken());
        try (Session person = target.accounts().login(target.accounts().register());
                Browser browser = new Browser(target);
                RunningClient running =
                        RunningClient.start(RealClient.OPENID_CLIENT, toCome, target)) {
            URI authorization = URI.create(running.next("the authorization URL"));
            String id = Form.query(authorization).get("client_id");

            running.answer(browser.allow(authorization, person.account()));

            assertLearned(running, person, toCome.named(id));
            assertThat(running.next("the status of the protected route")).isEqualTo("200");
            assertThat(running.next("the end-session URL")).contains("/oauth2/logout");
            assertThat(running.next("the answer to a revoked token")).isEqualTo("invalid_grant");
            assertThat(running.next("the status of its removal")).isEqualTo("204");
            assertThat(running.next("the answer to a removed client")).isEqualTo("invalid_client");
            assertThat(running.end().exit()).isZero();
            assertThat(browser.open(authorization).page().document().selectFirst("#message"))
                    .isNotNull();
        }
    }

    private String initialToken() {
        return target.accounts()
                .admin()
                .send(Call.post("/admin/initial-access-tokens", Map.of("uses", 1)))
                .expect(201)
                .field("initialAccessToken");
    }

    /** Only these two have calls for it. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "GO_OIDC"})
    void deviceWhenAllowedInABrowserThenItsOwnChecksPass(RealClient client) {
        RegisteredClient registered = RegisteredClient.cli();
        try (Session person = target.accounts().login(target.accounts().register());
                Browser browser = new Browser(target);
                RunningClient running = RunningClient.onDevice(client, registered, target)) {
            URI link = URI.create(running.next("the URL with the code"));

            Arrival.Page question =
                    browser.signIn(browser.open(link).page(), person.account()).page();
            assertThat(question.document().expectFirst("#client").text())
                    .isEqualTo("Gatehouse in a terminal");
            assertThat(question.document().expectFirst("#code").text())
                    .isEqualTo(Form.query(link).get("user_code"));
            Arrival.Page allowed = browser.press(question, "allow").page();
            assertThat(allowed.document().selectFirst("#device-allowed")).isNotNull();

            assertLearned(running, person, registered);
            assertUsesItsTokens(running);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "GO_OIDC"})
    void deviceWhenDeniedInABrowserThenTheClientSaysSo(RealClient client) {
        try (Session person = target.accounts().login(target.accounts().register());
                Browser browser = new Browser(target);
                RunningClient running =
                        RunningClient.onDevice(client, RegisteredClient.cli(), target)) {
            URI link = URI.create(running.next("the URL with the code"));
            Arrival.Page question =
                    browser.signIn(browser.open(link).page(), person.account()).page();

            browser.press(question, "deny");

            Called ended = running.end();
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.err()).contains("access_denied");
        }
    }

    private static URI assertUsesItsTokens(RunningClient running) {
        assertThat(running.next("the status of the protected route")).isEqualTo("200");
        URI endSession = URI.create(running.next("the end-session URL"));
        assertThat(running.next("the answer to a revoked token")).isEqualTo("invalid_grant");
        Called ended = running.end();
        assertThat(ended.exit()).as(ended.err()).isZero();
        return endSession;
    }

    private static JsonNode assertLearned(
            RunningClient running, Session person, RegisteredClient registered) {
        JsonNode learned = Json.read(running.next("what it learned"));
        JsonNode idToken = learned.path("id_token");
        JsonNode userinfo = learned.path("userinfo");
        assertThat(learned.path("sub").asText()).isEqualTo(person.id());
        assertThat(userinfo.path("sub").asText()).isEqualTo(person.id());
        // One audience may stand in a list (RFC 7519, 4.1.3), and one library always reads it as
        // such.
        JsonNode audience = idToken.path("aud");
        assertThat((audience.isArray() ? audience.path(0) : audience).asText())
                .isEqualTo(registered.id());
        assertThat(idToken.path("auth_time").isIntegralNumber()).isTrue();
        assertThat(userinfo.path("preferred_username").asText())
                .isEqualTo(person.account().username());
        assertThat(userinfo.path("email").asText()).isEqualTo(person.account().email());
        return learned;
    }

    /** The session of the browser outlives that of the client, until it is ended as well. */
    private static void assertSignsOut(
            Browser browser, URI authorization, URI endSession, RegisteredClient registered) {
        assertThat(browser.open(authorization).elsewhere().toString())
                .startsWith(registered.redirectUri().toString());

        assertThat(browser.open(endSession).elsewhere().toString())
                .startsWith(registered.signedOutUri().toString());

        assertThat(browser.open(authorization).page().hasForm("sign-in")).isTrue();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "OPENID_CLIENT, state, unexpected \"state\" response parameter value",
        "OPENID_CLIENT, iss, unexpected \"iss\" (issuer) response parameter value",
        "OPENID_CLIENT, code, invalid_grant",
        "OAUTH4WEBAPI, state, unexpected \"state\" response parameter value",
        "OAUTH4WEBAPI, iss, unexpected \"iss\" (issuer) response parameter value",
        "OAUTH4WEBAPI, code, invalid_grant",
        "AUTHLIB, state, mismatching_state",
        "AUTHLIB, code, invalid_grant",
        "GO_OIDC, state, the state is another",
        "GO_OIDC, code, invalid_grant",
        "NIMBUS, state, the state is another",
        "NIMBUS, iss, the issuer is another",
        "NIMBUS, code, invalid_grant",
        "OPENIDCONNECT, state, the state is another",
        "OPENIDCONNECT, code, invalid_grant",
    })
    void callbackWhenSomethingInItIsForgedThenTheClientSaysWhat(
            RealClient client, String parameter, String said) {
        try (RunningClient running = RunningClient.start(client, RegisteredClient.cli(), target)) {
            Map<String, String> asked =
                    Form.query(URI.create(running.next("the authorization URL")));
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("code", "forged");
            answer.put("state", asked.get("state"));
            answer.put("iss", target.origin());
            answer.put(parameter, "forged");

            running.answer(URI.create(asked.get("redirect_uri") + "?" + Form.encode(answer)));

            Called ended = running.end();
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.err()).contains(said);
        }
    }

    /** The metadata promises the issuer in each answer, so that its absence is noticed. */
    @ParameterizedTest
    @EnumSource(names = {"OPENID_CLIENT", "OAUTH4WEBAPI"})
    void callbackWhenTheIssuerIsMissingThenTheClientSaysSo(RealClient client) {
        try (RunningClient running = RunningClient.start(client, RegisteredClient.cli(), target)) {
            Map<String, String> asked =
                    Form.query(URI.create(running.next("the authorization URL")));
            String answer = Form.encode(Map.of("code", "forged", "state", asked.get("state")));

            running.answer(URI.create(asked.get("redirect_uri") + "?" + answer));

            Called ended = running.end();
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.err()).contains("response parameter \"iss\" (issuer) missing");
        }
    }
}

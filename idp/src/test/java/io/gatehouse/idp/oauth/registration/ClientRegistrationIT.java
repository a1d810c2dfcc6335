// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.Registration.REDIRECT;
import static io.gatehouse.idp.oauth.registration.Registration.REGISTER;
import static io.gatehouse.idp.oauth.registration.Registration.WEB;
import static io.gatehouse.idp.oauth.registration.Registration.clients;
import static io.gatehouse.idp.oauth.registration.Registration.register;
import static io.gatehouse.idp.oauth.registration.Registration.token;
import static io.gatehouse.idp.oauth.registration.Registration.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs register themselves (RFC 7591). */
@ExtendWith(IdpServer.class)
class ClientRegistrationIT {

    @Test
    void registerWhenAClientOfNimbusReadsItThenComplete() throws Exception {
        HttpAnswer answer = register(WEB);

        OIDCClientInformation read =
                OIDCClientInformation.parse(JSONObjectUtils.parse(answer.text()));

        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(read.getID().getValue()).matches("client-[A-Za-z0-9_-]{22}");
        assertThat(read.getIDIssueDate()).isNotNull();
        assertThat(read.getSecret().getValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(answer.json().path("client_secret_expires_at").intValue()).isZero();
        assertThat(read.getRegistrationURI().toString())
                .isEqualTo(IdpServer.ISSUER + REGISTER + "/" + read.getID());
        assertThat(read.getRegistrationAccessToken().getValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(read.getOIDCMetadata().getRedirectionURIStrings()).containsExactly(REDIRECT);
        assertThat(read.getOIDCMetadata().getName()).isEqualTo("New");
        assertThat(read.getOIDCMetadata().getScope()).hasToString("openid profile email");
    }

    @Test
    void registerWhenDoneThenItIsThirdPartyAndOnlyHashesAreStored() {
        HttpAnswer answer = register(WEB);

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM clients WHERE id = ? AND NOT first_party"
                                        + " AND length(secret_hash) = 32",
                                answer.field("client_id")))
                .isOne();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM registration_tokens WHERE client_id = ?"
                                        + " AND length(hash) = 32",
                                answer.field("client_id")))
                .isOne();
    }

    @Test
    void registerWhenDoneThenTheClientAuthenticates() {
        HttpAnswer answer = register("{\"grant_types\": [\"client_credentials\"]}");

        Form form = Form.of("grant_type", "client_credentials");

        Flow.granted(
                form.post(Flow.TOKEN, answer.field("client_id"), answer.field("client_secret")));
        Flow.refused(
                form.post(Flow.TOKEN, answer.field("client_id"), "wrong"), 401, "invalid_client");
    }

    /** What stands in other tokens is for the operator's own clients. */
    @Test
    void introspectWhenTheClientWasRegisteredThenOnlyItsOwnTokensAreShown() {
        HttpAnswer answer = register("{\"grant_types\": [\"client_credentials\"]}");
        String id = answer.field("client_id");
        String secret = answer.field("client_secret");
        String own =
                Form.of("grant_type", "client_credentials")
                        .post(Flow.TOKEN, id, secret)
                        .field("access_token");
        String other = Flow.tokens(new Browser(), Person.register()).field("access_token");

        assertThat(introspect(own, id, secret)).isTrue();
        assertThat(introspect(other, id, secret)).isFalse();
        assertThat(introspect(own, Clients.WEB, Clients.WEB_SECRET)).isTrue();
    }

    private static boolean introspect(String token, String id, String secret) {
        return Flow.granted(Form.of("token", token).post("/oauth2/introspect", id, secret))
                .json()
                .path("active")
                .asBoolean();
    }

    @Test
    void registerWhenTheClientIsPublicOrHasAKeyThenItGetsNoSecret() {
        HttpAnswer open =
                register(
                        """
                        {"redirect_uris": ["http://127.0.0.1/callback"], "token_endpoint_auth_method": "none",
                         "application_type": "native"}
                        """);
        HttpAnswer signing =
                register(
                        """
                        {"redirect_uris": ["%s"], "token_endpoint_auth_method": "private_key_jwt",
                         "jwks": {"keys": [%s]}}
                        """
                                .formatted(REDIRECT, Clients.ec("k").toPublicJWK().toJSONString()));

        for (HttpAnswer answer : List.of(open, signing)) {
            assertThat(answer.json().has("client_secret")).isFalse();
            assertThat(answer.json().has("client_secret_expires_at")).isFalse();
        }
        assertThat(signing.json().at("/jwks/keys/0/kid").asText()).isEqualTo("k");
    }

    @Test
    void registerWhenTheTokenIsUsedUpThenRefused() {
        String token = token(2);

        assertThat(with(token).post(REGISTER, WEB).status()).isEqualTo(201);
        assertThat(with(token).post(REGISTER, WEB).status()).isEqualTo(201);

        Flow.refused(with(token).post(REGISTER, WEB), 401, "invalid_token");
    }

    @Test
    void registerWhenRefusedThenTheTokenIsAsGoodAsBefore() {
        String token = token(1);

        Flow.refused(with(token).post(REGISTER, "{}"), 400, "invalid_client_metadata");

        assertThat(with(token).post(REGISTER, WEB).status()).isEqualTo(201);
    }

    @Test
    void registerWhenTheTokenHasExpiredThenRefused() {
        String token = token(1);
        Rows.update(
                "UPDATE registration_tokens SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE client_id IS NULL AND uses_left = 1");

        Flow.refused(with(token).post(REGISTER, WEB), 401, "invalid_token");
    }

    @Test
    void registerWhenManyUseOneTokenAtOnceThenNoMoreThanItIsGoodFor() throws Exception {
        String token = token(3);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> task = () -> with(token).post(REGISTER, WEB).status();

            List<Integer> statuses =
                    pool.invokeAll(Stream.generate(() -> task).limit(12).toList()).stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(statuses).filteredOn(it -> it == 201).hasSize(3);
            assertThat(statuses).filteredOn(it -> it == 401).hasSize(9);
        }
    }

    /** What manages a client registers none, and what registers manages none. */
    @Test
    void registerWhenTheTokenIsAnotherThenRefused() {
        HttpAnswer answer = register(WEB);
        String initial = token(1);

        Flow.refused(Registration.manager(answer).post(REGISTER, WEB), 401, "invalid_token");
        Flow.refused(with(initial).get(Registration.path(answer)), 401, "invalid_token");
        Flow.refused(with("unknown").post(REGISTER, WEB), 401, "invalid_token");
        Flow.refused(Gate.admin().post(REGISTER, WEB), 401, "invalid_token");
    }

    @Test
    void registerWhenTheTokenIsWrongThenTheChallengeSaysSo() {
        assertThat(Gate.anonymous().post(REGISTER, WEB).header("www-authenticate"))
                .hasValue("Bearer realm=\"gatehouse\"");
        assertThat(with("unknown").post(REGISTER, WEB).header("www-authenticate").orElse(""))
                .startsWith("Bearer")
                .contains("error=\"invalid_token\"");
        Flow.refused(
                Gate.anonymous()
                        .with("authorization", Form.basic(Clients.WEB, Clients.WEB_SECRET))
                        .post(REGISTER, WEB),
                400,
                "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{} {}",
                "{'redirect_uris': ['https://a.example/'], 'redirect_uris': ['https://b.example/']}",
                "{'redirect_uris': ['https://a.example/'], 'client_name': '\\ud800'}",
                "{'redirect_uris': ['https://a.example/'], 'grant_types': ['implicit']}",
                "{'redirect_uris': ['https://a.example/'], 'grant_types': ['client_credentials']}",
                "{'redirect_uris': ['https://a.example/'], 'grant_types': ['refresh_token']}",
                "{'redirect_uris': ['https://a.example/'], 'token_endpoint_auth_method': 'private_key_jwt'}",
                "{'redirect_uris': ['https://a.example/'], 'jwks': {'keys': [{'kty': 'oct', 'k': 'AAAA', 'kid': '1'}]}}",
                "{'grant_types': ['client_credentials'], 'token_endpoint_auth_method': 'none'}",
                "{}"
            })
    void registerWhenTheDocumentIsWrongThenRefusedAndNothingStored(String document) {
        long before = clients();

        HttpAnswer answer = with(token(1)).post(REGISTER, document.replace('\'', '"'));

        Flow.refused(answer, 400, "invalid_client_metadata");
        assertThat(answer.text()).doesNotContain("a.example");
        assertThat(clients()).isEqualTo(before);
    }

    @Test
    void registerWhenAKeyIsPrivateThenRefusedAndNothingStored() {
        long before = clients();

        HttpAnswer answer =
                with(token(1))
                        .post(
                                REGISTER,
                                """
                                {"redirect_uris": ["%s"], "token_endpoint_auth_method": "private_key_jwt",
                                 "jwks": {"keys": [%s]}}
                                """
                                        .formatted(REDIRECT, Clients.ec("k").toJSONString()));

        Flow.refused(answer, 400, "invalid_client_metadata");
        assertThat(clients()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/jwt"})
    void registerWhenTheBodyIsNoJsonThenRefused(String type) {
        var gate = with(token(1));

        HttpAnswer answer =
                gate.send(
                        gate.request(REGISTER)
                                .header("content-type", type)
                                .POST(BodyPublishers.ofString(WEB)));

        Flow.refused(answer, 400, "invalid_client_metadata");
    }

    @Test
    void registerWhenTooLargeThenTheErrorIsOneOfOAuth() {
        Flow.refused(
                with(token(1)).post(REGISTER, "{\"x\": \"" + "x".repeat(70_000) + "\"}"),
                413,
                "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /oauth2/register, 405",
        "POST, /oauth2/register/web, 405",
        "GET, /oauth2/register/a/b, 404"
    })
    void callWhenThereIsNoSuchMethodOrPathThenTheErrorIsOneOfOAuth(
            String method, String path, int status) {
        HttpAnswer answer = with("token").send(method, path);

        Flow.refused(answer, status, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'uses': 0} | uses",
                "{'uses': 1001} | uses",
                "{'expiresIn': 59} | expiresIn",
                "{'expiresIn': 604801} | expiresIn"
            })
    void makeTokenWhenOutOfRangeThenNamed(String body, String blamed) {
        HttpAnswer answer =
                Gate.admin().post("/admin/initial-access-tokens", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo(blamed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/clients",
        "POST, /admin/clients",
        "GET, /admin/clients/web",
        "DELETE, /admin/clients/web",
        "GET, /admin/initial-access-tokens",
        "POST, /admin/initial-access-tokens",
        "DELETE, /admin/initial-access-tokens/0b6f1d0e-1111-4222-8333-444455556666"
    })
    void adminWhenAnybodyElseThenForbidden(String method, String path) {
        var gate = Gate.as(UUID.randomUUID(), "somebody", "customer");

        HttpAnswer answer = method.equals("POST") ? gate.post(path, "{}") : gate.send(method, path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }
}

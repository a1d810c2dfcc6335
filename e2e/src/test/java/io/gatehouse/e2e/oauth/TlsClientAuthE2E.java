// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that authenticate by certificates, from TLS to idp (RFC 8705 section 2.1). */
@EndToEnd
@Tag("local")
@Order(5)
class TlsClientAuthE2E {
    private static final String HEADER = "x-gatehouse-client-certificate";
    private static final String SUBJECT = "CN=robot,O=Example";
    private static final String REDIRECT = "https://robot.example/callback";
    private static final Map<String, String> OWN = Map.of("grant_type", "client_credentials");

    private final Target target;
    private final Client usual;
    private final Certificates clients;
    private JsonNode aliases;
    private String id;

    TlsClientAuthE2E(Target target) {
        this.target = target;
        this.usual = target.client();
        Path authority = target.local().certificates().resolve("clients");
        this.clients =
                new Certificates(
                        Path.of("target"),
                        authority.resolve("ca.crt"),
                        authority.resolve("ca.key"));
    }

    @BeforeEach
    void register() {
        aliases =
                usual.send(Call.get("/.well-known/openid-configuration"))
                        .expect(200)
                        .json()
                        .path("mtls_endpoint_aliases");
        Map<String, Object> metadata =
                Map.of(
                        "client_name",
                        "Robot",
                        "token_endpoint_auth_method",
                        "tls_client_auth",
                        "tls_client_auth_subject_dn",
                        SUBJECT,
                        "redirect_uris",
                        List.of(REDIRECT),
                        "grant_types",
                        List.of(
                                "authorization_code",
                                "client_credentials",
                                "urn:ietf:params:oauth:grant-type:device_code"),
                        "scope",
                        "openid stock");
        JsonNode registered =
                target.accounts()
                        .admin()
                        .send(Call.post("/admin/clients", metadata))
                        .expect(201)
                        .json();
        assertThat(registered.has("client_secret")).isFalse();
        id = registered.path("client_id").asText();
    }

    @AfterEach
    void remove() {
        target.accounts().admin().send(Call.delete("/admin/clients/" + id)).expect(204);
        usual.close();
    }

    /** At each endpoint by the URL that the metadata name, and only with the certificate. */
    @Test
    void clientWhenItsCertificateIsShownThenAuthenticatesAtEachEndpoint() {
        try (Client client = at(shown("robot", SUBJECT))) {
            String token = post(client, "token", OWN).expect(200).field("access_token");
            Map<String, String> asked = Map.of("token", token);
            assertThat(
                            post(client, "introspection", asked)
                                    .expect(200)
                                    .json()
                                    .path("active")
                                    .asBoolean())
                    .isTrue();
            assertThat(post(client, "revocation", asked).expect(400).field("error"))
                    .isEqualTo("unsupported_token_type");
            post(
                            client,
                            "pushed_authorization_request",
                            Map.of(
                                    "response_type",
                                    "code",
                                    "scope",
                                    "openid",
                                    "redirect_uri",
                                    REDIRECT,
                                    "code_challenge",
                                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                                    "code_challenge_method",
                                    "S256"))
                    .expect(201);
            post(client, "device_authorization", Map.of("scope", "openid")).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "introspection",
                "revocation",
                "pushed_authorization_request",
                "device_authorization"
            })
    void clientWhenAnotherCertificateOrNoneIsShownThenRefusedAtEachEndpoint(String endpoint) {
        Map<String, String> form = new HashMap<>(OWN);
        form.put("token", "x");
        try (Client other = at(shown("other", "CN=other,O=Example"))) {
            assertRefused(post(other, endpoint, form));
        }
        assertRefused(usual.unchecked(call(endpoint, form)));
    }

    /** What somebody can try who has a certificate, of the clients' authority or of another. */
    @ParameterizedTest
    @CsvSource({
        "none",
        "of another authority",
        "of the workloads",
        "of the gate",
        "expired",
        "not yet valid",
    })
    void certificateWhenNotOfTheClientsAuthorityOrItsTimeThenTlsRefuses(String what) {
        Certificates strangers = new Certificates(Path.of("target"));
        SSLContext tls =
                switch (what) {
                    case "none" -> target.tls();
                    case "of another authority" ->
                            insisting(strangers.client("stranger", SUBJECT, inAnHour()));
                    case "of the workloads" -> insisting("workloads/orders");
                    case "of the gate" -> insisting("gateway");
                    case "expired" ->
                            insisting(
                                    clients.client("old", SUBJECT, Instant.now().minusSeconds(5)));
                    default ->
                            insisting(
                                    clients.client("new", SUBJECT, inAnHour().plusSeconds(3_600)));
                };

        try (Client client = at(tls)) {
            assertThatThrownBy(() -> post(client, "token", OWN))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=robot",
                "O=Example,CN=robot",
                "CN=robot,O=Example,C=DE",
                "CN=robot\\,O\\=Example",
                "CN=robots,O=Example"
            })
    void certificateWhenItsNameIsAnotherThenRefused(String subject) {
        try (Client client = at(shown("other", subject))) {
            assertRefused(post(client, "token", OWN));
        }
    }

    @Test
    void secretWhenBesideTheCertificateThenRefused() {
        Map<String, String> form = new HashMap<>(OWN);
        form.put("client_secret", "a secret that this client does not have");
        try (Client client = at(shown("robot", SUBJECT))) {
            assertRefused(post(client, "token", form));
            assertThat(
                            client.unchecked(
                                            call("token", OWN)
                                                    .with("Authorization", "Basic cm9ib3Q6eA=="))
                                    .status())
                    .isIn(400, 401);
            post(client, "token", OWN).expect(200);
        }
    }

    /** The certificate is good, and the client is registered for a secret. */
    @Test
    void certificateWhenTheClientIsRegisteredForASecretThenRefused() {
        Map<String, String> form = new HashMap<>(OWN);
        form.put("client_id", "demo-web");
        try (Client client = at(shown("demo-web", "CN=demo-web,O=Example"))) {
            assertRefused(client.unchecked(call("token", form)));
            form.put("client_secret", RegisteredClient.web(target).secret().orElseThrow());
            client.unchecked(call("token", form)).expect(200);
        }
    }

    /**
     * The header by which the gate tells idp of a certificate, sent by somebody who has none, or
     * another.
     */
    @ParameterizedTest
    @ValueSource(strings = {HEADER, "X-Gatehouse-Client-Certificate", "X-Forwarded-Client-Cert"})
    void headerWhenForgedAtEitherPortThenRefused(String name) throws IOException {
        String pem = Files.readString(clients.client("robot", SUBJECT, inAnHour()).certificate());
        String value = URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
        Call forged = call("token", OWN).with(name, value);

        assertRefused(usual.unchecked(forged));
        assertRefused(usual.unchecked(forged.with(name, value)));
        try (Client other = at(shown("other", "CN=other,O=Example"))) {
            assertRefused(other.unchecked(forged));
            assertRefused(other.unchecked(forged.with(name, value)));
        }
        try (Client client = at(shown("robot", SUBJECT))) {
            client.unchecked(call("token", OWN).with(name, "forged")).expect(200);
        }
    }

    @Test
    void routeWhenItIsForPeopleThenNotAtTheClientsPort() {
        try (Client client = at(shown("robot", SUBJECT))) {
            client.send(Call.get("/products")).expectProblem(404, "not_found");
            client.send(Call.get("/oauth2/authorize")).expectProblem(404, "not_found");
        }
    }

    private Answer post(Client client, String endpoint, Map<String, String> form) {
        return client.unchecked(call(endpoint, form));
    }

    private Call call(String endpoint, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.putIfAbsent("client_id", id);
        String path = URI.create(aliases.path(endpoint + "_endpoint").asText()).getPath();
        return Call.post(path).text(Form.TYPE, Form.encode(all));
    }

    private Client at(SSLContext tls) {
        URI base = URI.create(aliases.path("token_endpoint").asText()).resolve("/");
        assertThat(base.getPort()).isNotEqualTo(target.url().getPort());
        return new Client(base, tls, target.address());
    }

    private SSLContext shown(String file, String subject) {
        var files = clients.client(file, subject, inAnHour());
        return Tls.presenting(target.ca(), files.certificate(), files.key());
    }

    private SSLContext insisting(Certificates.Workload files) {
        return Tls.insisting(target.ca(), files.certificate(), files.key());
    }

    private SSLContext insisting(String file) {
        Path folder = target.local().certificates();
        return Tls.insisting(
                target.ca(), folder.resolve(file + ".crt"), folder.resolve(file + ".key"));
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3_600);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.expect(401).field("error")).isEqualTo("invalid_client");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.RawClient;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.oauth.Form;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that authenticate by certificates at a name of its own (component client-certificates).
 */
@EndToEnd
@Tag("cluster")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ClientCertificatesE2E {
    private static final String SECTION = "17-client-certificates";
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final String HEADER = "x-gatehouse-client-certificate";
    private static final String ALIASES = "mtls_endpoint_aliases";

    /** As {@code ./gatehouse certs --client robot} makes it. */
    private static final String SUBJECT = "CN=robot,O=Gatehouse";

    @TempDir private Path folder;
    private final Target target;
    private final Path made;
    private JsonNode aliases;
    private String id;

    ClientCertificatesE2E(Target target) {
        this.target = target;
        this.made = target.ca().getParent();
    }

    @BeforeEach
    void register() {
        Map<String, Object> metadata =
                Map.of(
                        "client_name", "Robot",
                        "token_endpoint_auth_method", "tls_client_auth",
                        "tls_client_auth_subject_dn", SUBJECT,
                        "grant_types", List.of("client_credentials"),
                        "scope", "stock");
        try (Client anybody = target.client()) {
            aliases =
                    anybody.setUp(Call.get("/.well-known/openid-configuration"))
                            .expect(200)
                            .json()
                            .path(ALIASES);
        }
        Call register = Call.post("/admin/clients", metadata);
        id = target.accounts().admin().setUp(register).expect(201).field("client_id");
        await("gateways that ask for certificates")
                .atMost(SETTLED)
                .ignoreException(UncheckedIOException.class)
                .until(() ->
                        Workload.GATEWAY.readyPods().stream()
                                .allMatch(gateway -> atGateway(gateway).status() == 200));
    }

    @AfterEach
    void remove() {
        target.accounts().admin().setUp(Call.delete("/admin/clients/" + id)).expect(204);
    }

    @Test
    void metadataWhenReadThenNameThePlaceForEachEndpoint() {
        String host = place().getHost();

        assertThat(host).isNotEqualTo(target.url().getHost());
        assertThat(aliases.properties())
                .hasSize(5)
                .allSatisfy(alias ->
                        assertThat(URI.create(alias.getValue().asText()).getHost())
                                .as(alias.getKey())
                                .isEqualTo(host));
        Proof.note(SECTION, ALIASES + " name " + host);
    }

    @Test
    void tokenWhenTheCertificateIsShownThenIssuedAndActive() {
        try (Client client = at(place(), shown())) {
            String token = client.unchecked(token()).expect(200).field("access_token");
            Map<String, String> form = Map.of("client_id", id, "token", token);
            Call introspect = form("introspection_endpoint", form);

            assertThat(client.unchecked(introspect).expect(200).json().path("active").asBoolean())
                    .isTrue();
        }
        Proof.note(SECTION, "the certificate of the client: a token, which introspection knows");
    }

    @Test
    void certificateWhenNoneOrOfAnotherAuthorityOrExpiredThenTlsRefuses() {
        Certificates strangers = new Certificates(folder);
        Certificates.Workload stranger = strangers.client("stranger", SUBJECT, inAnHour());
        Certificates.Workload old = clients().client("old", SUBJECT, Instant.now().minusSeconds(5));
        Map<String, SSLContext> refused =
                Map.of(
                        "none",
                        target.tls(),
                        "of another authority",
                        insisting(stranger.certificate(), stranger.key()),
                        "of the gate's authority",
                        insisting(made.resolve("gateway.crt"), made.resolve("gateway.key")),
                        "expired",
                        insisting(old.certificate(), old.key()));

        refused.forEach((what, tls) -> {
            try (Client client = at(place(), tls)) {
                assertThatThrownBy(() -> client.unchecked(token()))
                        .as(what)
                        .isInstanceOf(UncheckedIOException.class);
            }
        });
        Proof.note(
                SECTION,
                "no certificate, one of another authority, the gate's own, an expired one:"
                        + " TLS ends without an answer");
    }

    @Test
    void certificateWhenItsNameIsAnotherThenInvalidClient() {
        Certificates.Workload other = clients().client("other", "CN=other,O=Gatehouse", inAnHour());
        SSLContext tls = Tls.presenting(target.ca(), other.certificate(), other.key());

        try (Client client = at(place(), tls)) {
            assertRefused(client.unchecked(token()));
            assertRefused(client.unchecked(token().with(HEADER, certificate())));
        }
        Proof.note(SECTION, "another subject, also with the right certificate as a header: 401");
    }

    /** Nobody is asked for a certificate there, so one that is offered says nothing either. */
    @Test
    void headerWhenForgedAtTheUsualNameThenInvalidClient() {
        for (SSLContext tls : List.of(target.tls(), shown())) {
            try (Client client = at(target.url(), tls)) {
                assertRefused(client.unchecked(token()));
                assertRefused(client.unchecked(token().with(HEADER, certificate())));
                assertRefused(client.unchecked(token().with("X-Forwarded-Client-Cert", "x")));
            }
        }
        Proof.note(
                SECTION,
                "%s forged at %s, with and without a certificate: 401 invalid_client"
                        .formatted(HEADER, target.url().getHost()));
    }

    @Test
    void hostWhenItIsNotTheOneThatTlsWasToldThenNothingIsThere() {
        try (RawClient usual = target.rawClient();
                RawClient robot = new RawClient(place(), shown(), target.address())) {
            Call there = token().with("Host", place().getAuthority()).with(HEADER, certificate());
            usual.send(there).expect(404);
            robot.send(token().with("Host", target.url().getAuthority())).expect(404);
        }
        // Where no route leads, the gateway reads no token (gate/mesh/routes.yaml), so its policy
        // for
        // this path meets nobody.
        Call products = Call.get("/products").bearer(target.accounts().customer().token());
        try (Client client = at(place(), shown())) {
            client.unchecked(products).expectProblem(403, "forbidden");
        }
        Proof.note(
                SECTION,
                "either name greeted in TLS and the other as Host: 404; the shop, signed in: 403");
    }

    private Answer atGateway(Pod gateway) {
        InetSocketAddress address = new InetSocketAddress(gateway.address(), Gateways.PORT);
        try (RawClient client = new RawClient(place(), shown(), target.address(), address)) {
            return client.send(token());
        }
    }

    private Client at(URI base, SSLContext tls) {
        return new Client(base, tls, target.address());
    }

    private URI place() {
        return URI.create(aliases.path("token_endpoint").asText()).resolve("/");
    }

    private Call token() {
        return form("token_endpoint", Map.of("client_id", id, "grant_type", "client_credentials"));
    }

    private Call form(String endpoint, Map<String, String> form) {
        String path = URI.create(aliases.path(endpoint).asText()).getPath();
        return Call.post(path).text(Form.TYPE, Form.encode(form));
    }

    private SSLContext shown() {
        Path clients = made.resolve("clients");
        return Tls.presenting(
                target.ca(), clients.resolve("robot.crt"), clients.resolve("robot.key"));
    }

    private SSLContext insisting(Path certificate, Path key) {
        return Tls.insisting(target.ca(), certificate, key);
    }

    /** The authority that the gateway trusts. */
    private Certificates clients() {
        Path clients = made.resolve("clients");
        return new Certificates(folder, clients.resolve("ca.crt"), clients.resolve("ca.key"));
    }

    /** As the gateway would tell idp of it. */
    private String certificate() {
        try {
            String pem = Files.readString(made.resolve("clients/robot.crt"));
            return URLEncoder.encode(pem, UTF_8).replace("+", "%20");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3_600);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.expect(401).field("error")).isEqualTo("invalid_client");
    }
}

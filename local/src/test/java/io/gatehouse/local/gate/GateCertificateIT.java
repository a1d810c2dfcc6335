// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Tls;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the gate asks clients for their certificates, and how idp learns of them. */
@ExtendWith(GateExtension.class)
class GateCertificateIT {

    private static final String HEADER = "x-gatehouse-client-certificate";
    private static final String ADDRESS = "127.0.17.1";

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.atCertificates(shown(), ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/device-authorization",
                "/oauth2/par",
                "/oauth2/token",
                "/oauth2/revoke",
                "/oauth2/introspect"
            })
    void certificateWhenProvedThenIdpIsToldWithAllElseThatItReads(String path) throws Exception {
        JsonNode headers =
                headers(
                        client.sendBody(
                                "POST",
                                path,
                                "a=b",
                                "Authorization: Basic d2ViOnNlY3JldA==",
                                "DPoP: one.two.three",
                                "Cookie: __Host-gatehouse-session=one"));

        assertThat(URLDecoder.decode(only(headers, HEADER), US_ASCII))
                .isEqualTo(Files.readString(file("clients/robot.crt")));
        assertThat(only(headers, "authorization")).isEqualTo("Basic d2ViOnNlY3JldA==");
        assertThat(only(headers, "dpop")).isEqualTo("one.two.three");
        assertThat(headers.has("cookie")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, "X-Gatehouse-Client-Certificate", "x-forwarded-client-cert"})
    void headerWhenForgedBesideACertificateThenOnlyThatOfTheGateArrives(String name) {
        HttpAnswer answer =
                client.sendBody(
                        "POST", "/oauth2/token", "a=b", name + ": forged", name + ": forged twice");

        assertThat(answer.text()).doesNotContain("forged");
        assertThat(only(headers(answer), HEADER)).startsWith("-----BEGIN%20CERTIFICATE-----");
        assertThat(headers(answer).has("x-forwarded-client-cert")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, "X-Gatehouse-Client-Certificate", "x-forwarded-client-cert"})
    void headerWhenForgedAtTheUsualPortThenNoneArrives(String name) {
        HttpAnswer answer =
                gate.from(ADDRESS)
                        .sendBody("POST", "/oauth2/token", "a=b", name + ": forged", name + ": b");

        assertThat(answer.text()).doesNotContain("forged");
        assertThat(headers(answer).has(HEADER)).isFalse();
    }

    /** Browsers ask people for a certificate wherever a server asks for one. */
    @Test
    void certificateWhenAtTheUsualPortThenNobodyAsksForIt() {
        HttpAnswer answer =
                new GateClient(shown(), gate.port("gateway.port"), ADDRESS)
                        .sendBody("POST", "/oauth2/token", "a=b");

        assertThat(headers(answer).has(HEADER)).isFalse();
    }

    @Test
    void certificateWhenThereIsNoneThenTlsRefuses() {
        assertNotSpokenTo(gate.tls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"workloads/orders", "workloads/gateway", "gateway", "database/server"})
    void certificateWhenOfAnotherAuthorityThenTlsRefuses(String name) {
        assertNotSpokenTo(Tls.insisting(file("ca.crt"), file(name + ".crt"), file(name + ".key")));
    }

    @Test
    void certificateWhenAStrangerHasTheSameNameThenTlsRefuses() {
        var stranger =
                new Certificates(Path.of("target/gate"))
                        .client("stranger", "CN=robot,O=Gatehouse", Instant.now().plusSeconds(60));

        assertNotSpokenTo(Tls.insisting(file("ca.crt"), stranger.certificate(), stranger.key()));
    }

    @ParameterizedTest
    @CsvSource({"-60, false", "3600, true", "7000, false"})
    void certificateWhenItIsNotItsTimeThenTlsRefuses(int secondsToItsEnd, boolean taken) {
        var old =
                new Certificates(
                                Path.of("target/gate"),
                                file("clients/ca.crt"),
                                file("clients/ca.key"))
                        .client(
                                "old",
                                "CN=robot,O=Gatehouse",
                                Instant.now().plusSeconds(secondsToItsEnd));
        SSLContext tls = Tls.insisting(file("ca.crt"), old.certificate(), old.key());

        if (taken) {
            HttpAnswer answer =
                    gate.atCertificates(tls, ADDRESS).sendBody("POST", "/oauth2/token", "a=b");
            assertThat(headers(answer).has(HEADER)).isTrue();
        } else {
            assertNotSpokenTo(tls);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /oauth2/token",
        "POST, /oauth2/token/",
        "POST, /oauth2/Token",
        "POST, /oauth2/token;a=b",
        "POST, /oauth2/userinfo",
        "POST, /oauth2/register",
        "POST, /oauth2/authorize",
        "POST, /authentication/login",
        "GET, /accounts/me",
        "GET, /products",
        "GET, /.well-known/openid-configuration",
        "GET, /",
    })
    void routeWhenItAuthenticatesNoClientThenItIsNotThere(String method, String path) {
        HttpAnswer answer = client.send(method, path, gate.bearer("admin"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(answer.header("strict-transport-security")).isPresent();
    }

    @Test
    void bodyWhenTooLargeThenRefused() {
        assertThat(client.sendBody("POST", "/oauth2/token", "a".repeat(65_537)).status())
                .isEqualTo(413);
    }

    private void assertNotSpokenTo(SSLContext tls) {
        int before = gate.service("idp").received();

        assertThatThrownBy(() ->
                        gate.atCertificates(tls, ADDRESS).sendBody("POST", "/oauth2/token", "a=b"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(gate.service("idp").received()).isEqualTo(before);
    }

    private SSLContext shown() {
        return Tls.presenting(file("ca.crt"), file("clients/robot.crt"), file("clients/robot.key"));
    }

    private Path file(String name) {
        return gate.certs().resolve(name);
    }

    private static JsonNode headers(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("headers");
    }

    private static String only(JsonNode headers, String name) {
        assertThat(headers.path(name)).as(name).hasSize(1);
        return headers.path(name).get(0).asText();
    }
}

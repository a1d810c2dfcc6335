// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.ECKey;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Assertion;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Proof;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that prove the key of a certificate to the gate (RFC 8705 section 2.1). */
@ExtendWith(IdpServer.class)
class TlsClientAuthIT {
    private static final String HEADER = "x-gatehouse-client-certificate";
    private static final String SUBJECT = "CN=carrier,O=Test";
    private static final Form OWN =
            Form.of("grant_type", "client_credentials", "client_id", Clients.CARRIER);
    private static final Certificates AUTHORITY = new Certificates(Path.of("target"));

    @Test
    void tokenWhenTheCertificateHasTheNameThenTheClientIsKnown() {
        var answer = Flow.granted(OWN.post(showing(certificate(SUBJECT)), Flow.TOKEN));

        assertThat(Flow.claims(answer, "access_token").getSubject()).isEqualTo(Clients.CARRIER);
    }

    static Stream<Arguments> bad() {
        String good = encoded(certificate(SUBJECT));
        return Stream.of(
                arguments("another subject", encoded(certificate("CN=other,O=Test"))),
                arguments("part of the subject", encoded(certificate("CN=carrier"))),
                arguments("no subject", encoded(certificate("", new GeneralName(2, "carrier")))),
                arguments(
                        "the subject as another name",
                        encoded(certificate("CN=other", new GeneralName(2, Clients.CARRIER)))),
                arguments(
                        "expired",
                        encoded(AUTHORITY.named(SUBJECT, Instant.now().minusSeconds(1)))),
                arguments(
                        "not yet valid",
                        encoded(AUTHORITY.named(SUBJECT, Instant.now().plusSeconds(4_000)))),
                arguments("a name and no certificate", SUBJECT),
                arguments("another form", "Subject=\"" + SUBJECT + "\""),
                arguments("cut off", good.substring(0, good.length() / 2)),
                arguments("no base64", good.replace("A", "%00")),
                arguments("broken encoding", "%zz" + good),
                arguments("two", good + "," + good.substring(1)),
                arguments("two, one after the other", good + encoded(certificate("CN=other"))),
                arguments("text before it", "a,%0A" + good),
                arguments("nothing", "-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void tokenWhenTheCertificateIsAnotherThenOneAnswer(String what, String header) {
        assertRefused(OWN.post(Gate.anonymous().with(HEADER, header), Flow.TOKEN));
    }

    @Test
    void tokenWhenThereIsNoCertificateThenOneAnswer() {
        assertRefused(OWN.post(Flow.TOKEN));
    }

    @Test
    void tokenWhenThereAreTwoCertificatesThenOneAnswer() {
        var gate = showing(certificate(SUBJECT));
        var request =
                gate.request(Flow.TOKEN)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header(HEADER, encoded(certificate("CN=other,O=Test")))
                        .POST(BodyPublishers.ofString(OWN.encoded()));

        assertRefused(gate.send(request));
    }

    @Test
    void tokenWhenNoClientIsNamedThenOneAnswer() {
        assertRefused(OWN.with("client_id", "").post(showing(certificate(SUBJECT)), Flow.TOKEN));
    }

    /** Whoever shows a certificate is none of those that are registered for another way. */
    @ParameterizedTest
    @ValueSource(strings = {"web", "machine", "signer", "strict", "nobody"})
    void tokenWhenTheClientIsRegisteredForAnotherWayThenACertificateIsNotEnough(String client) {
        assertRefused(
                OWN.with("client_id", client).post(showing(certificate(SUBJECT)), Flow.TOKEN));
        assertRefused(
                OWN.with("client_id", client)
                        .post(showing(certificate("CN=" + client)), Flow.TOKEN));
    }

    @Test
    void tokenWhenTheClientIsRegisteredForAnotherWayThenThatCountsBesideACertificate() {
        var gate = showing(certificate(SUBJECT));

        Flow.granted(
                OWN.with("client_id", Clients.MACHINE, "client_secret", Clients.MACHINE_SECRET)
                        .post(gate, Flow.TOKEN));
        Flow.granted(Assertion.ofSigner().on(OWN.with("client_id", "")).post(gate, Flow.TOKEN));
    }

    /** RFC 6749 section 2.3: a client authenticates in one way. */
    @ParameterizedTest
    @CsvSource({
        "client_secret, secret-of-web-0123456789-0123456789",
        "client_secret, x",
    })
    void tokenWhenThereIsASecretBesideTheCertificateThenOneAnswer(String name, String value) {
        assertRefused(OWN.with(name, value).post(showing(certificate(SUBJECT)), Flow.TOKEN));
    }

    @Test
    void tokenWhenThereIsAnotherCredentialBesideTheCertificateThenRefused() {
        var gate = showing(certificate(SUBJECT));

        assertRefused(Assertion.ofSigner().on(OWN).post(gate, Flow.TOKEN));
        HttpAnswer basic =
                OWN.post(
                        gate.with("authorization", Form.basic(Clients.CARRIER, "secret")),
                        Flow.TOKEN);
        Flow.refused(basic, 401, "invalid_client");
        Flow.refused(
                Assertion.ofSigner()
                        .on(OWN)
                        .post(
                                gate.with("authorization", Form.basic(Clients.CARRIER, "x")),
                                Flow.TOKEN),
                400,
                "invalid_request");
    }

    @Test
    void codeWhenTheClientHasACertificateThenItPushesRefreshesAsksAndRevokes() {
        var gate = showing(certificate(SUBJECT));
        Form request = Flow.request(Clients.CARRIER, Clients.CARRIER_REDIRECT);
        assertRefused(request.post("/oauth2/par"));
        String uri = request.post(gate, "/oauth2/par").json().path("request_uri").asText();
        String code =
                Flow.code(
                        new Browser(),
                        Person.register(),
                        Form.of("client_id", Clients.CARRIER, "request_uri", uri));
        Form exchange =
                Flow.exchange(code)
                        .with(
                                "client_id",
                                Clients.CARRIER,
                                "redirect_uri",
                                Clients.CARRIER_REDIRECT);

        assertRefused(exchange.post(Flow.TOKEN));
        var tokens = Flow.granted(exchange.post(gate, Flow.TOKEN));
        Form token = Form.of("client_id", Clients.CARRIER, "token", tokens.field("refresh_token"));

        assertRefused(token.post("/oauth2/introspect"));
        assertThat(token.post(gate, "/oauth2/introspect").text()).contains("\"active\":true");
        assertRefused(token.post("/oauth2/revoke"));
        assertThat(token.post(gate, "/oauth2/revoke").status()).isEqualTo(200);
        assertThat(token.post(gate, "/oauth2/introspect").text()).isEqualTo("{\"active\":false}");
    }

    @Test
    void deviceWhenTheClientHasACertificateThenItBegins() {
        Form begin = Form.of("client_id", Clients.CARRIER, "scope", "openid");

        assertRefused(begin.post("/oauth2/device-authorization"));
        assertThat(
                        begin.post(showing(certificate(SUBJECT)), "/oauth2/device-authorization")
                                .status())
                .isEqualTo(200);
    }

    /** RFC 9449 section 4.3: a proof is for the URL that the client has called. */
    @Test
    void tokenWhenAKeyIsProvedBesideACertificateThenForTheUrlThere() {
        var gate = showing(certificate(SUBJECT));
        var key = Proof.newKey();
        String here = IdpServer.CERTIFICATE_URL + Flow.TOKEN;
        String usual = IdpServer.ISSUER + Flow.TOKEN;

        Flow.refused(
                OWN.post(gate.with("dpop", proof(key, usual)), Flow.TOKEN),
                400,
                "invalid_dpop_proof");
        assertThat(
                        Flow.granted(OWN.post(gate.with("dpop", proof(key, here)), Flow.TOKEN))
                                .field("token_type"))
                .isEqualTo("DPoP");
    }

    private static String proof(ECKey key, String url) {
        return Proof.of(key, "POST", url, Instant.now()).text();
    }

    private static Http showing(X509Certificate certificate) {
        return Gate.anonymous().with(HEADER, encoded(certificate));
    }

    private static X509Certificate certificate(String subject, GeneralName... names) {
        return AUTHORITY.named(subject, Instant.now().plusSeconds(600), names);
    }

    /** As Envoy writes it. */
    private static String encoded(X509Certificate certificate) {
        try {
            String body =
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(certificate.getEncoded());
            String pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
            return URLEncoder.encode(pem, UTF_8).replace("+", "%20");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(HttpAnswer answer) {
        Flow.refused(answer, 401, "invalid_client");
        assertThat(answer.header("www-authenticate")).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bouncycastle.asn1.x509.GeneralName.dNSName;
import static org.bouncycastle.asn1.x509.GeneralName.iPAddress;
import static org.bouncycastle.asn1.x509.GeneralName.rfc822Name;
import static org.bouncycastle.asn1.x509.GeneralName.uniformResourceIdentifier;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.testkit.Certificates;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in certificates, rule by rule (RFC 8705 section 2.1.2). */
class ClientCertificateTest {

    private final Certificates authority = new Certificates(Path.of("target"));

    /** Two certificates with one name are of one client, whatever is alike in others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=robot,O=Example | CN=robot,O=Example | true",
                "CN=robot, O=Example | CN=robot,O=Example | true",
                "cn=robot,o=Example | CN=robot,O=Example | true",
                "CN=Robot,O=Example | CN=robot,O=Example | false",
                "2.5.4.3=robot,O=Example | CN=robot,O=Example | true",
                "CN=a  robot,O=Example | CN=a robot,O=Example | false",
                "CN=a\\,b,O=Example | CN=a\\,b,O=Example | true",
                "CN=a+OU=b,O=Example | OU=b+CN=a,O=Example | true",
                "CN=robot,DC=example | CN=robot,DC=example | true",
                "O=Example,CN=robot | CN=robot,O=Example | false",
                "CN=robot | CN=robot,O=Example | false",
                "CN=robot,O=Example | CN=robot | false",
                "CN=robot,O=Example | CN=robot2,O=Example | false",
                "CN=robot,O=Example | CN=robot,OU=Example | false",
                "CN=a,b=c | CN=a\\,b\\=c | refused",
                "CN=robot\\,O\\=Example | CN=robot,O=Example | false",
                "CN=a,OU=b,O=Example | CN=a+OU=b,O=Example | false",
                "CN=*,O=Example | CN=robot,O=Example | false",
                // Characters that a normal form of Unicode takes for ASCII.
                "CN=robot,O=Example | CN=robot\uff0cO\uff1dExample | false",
                "CN=robot,O=Example | CN=\uff52obot,O=Example | false",
                "CN=robot,O=Example | CN=robot\uff0bO=Example | false",
            })
    void isOfWhenTheSubjectIsComparedThenAsANameAndNotAsAText(
            String registered, String subject, String expected) throws ParseException {
        if (expected.equals("refused")) {
            assertRefused("\"tls_client_auth_subject_dn\": \"" + registered + "\"", "subject_dn");
            return;
        }
        ClientCertificate certificate = certificate("subject_dn", registered);

        assertThat(certificate.isOf(shown(subject))).isEqualTo(Boolean.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "san_dns, robot.example, 2, robot.example, true",
        "san_dns, Robot.Example, 2, ROBOT.example, true",
        "san_dns, robot.example, 2, x.robot.example, false",
        "san_dns, robot.example, 2, *.example, false",
        "san_dns, robot.example, 6, robot.example, false",
        "san_dns, robot.example, 1, robot@robot.example, false",
        "san_uri, spiffe://example/robot, 6, spiffe://example/robot, true",
        "san_uri, spiffe://example/robot, 6, spiffe://example/Robot, false",
        "san_uri, spiffe://example/robot, 6, spiffe://example/robot/, false",
        "san_uri, spiffe://example/robot, 2, spiffe, false",
        "san_ip, 192.0.2.1, 7, 192.0.2.1, true",
        "san_ip, 2001:db8::1, 7, 2001:0db8:0:0:0:0:0:1, true",
        "san_ip, 192.0.2.1, 7, 192.0.2.10, false",
        "san_ip, 192.0.2.1, 2, 192.0.2.1, false",
        "san_email, robot@example.org, 1, robot@Example.ORG, true",
        "san_email, robot@example.org, 1, Robot@example.org, false",
        "san_email, robot@example.org, 1, robot@x.example.org, false",
        "san_email, robot@example.org, 2, example.org, false",
    })
    void isOfWhenAnAlternativeNameIsComparedThenByTheRulesOfItsKind(
            String kind, String registered, int tag, String name, boolean expected)
            throws ParseException {
        ClientCertificate certificate = certificate(kind, registered);

        assertThat(certificate.isOf(shown("CN=" + registered, new GeneralName(tag, name))))
                .isEqualTo(expected);
        assertThat(certificate.isOf(shown("CN=other"))).isFalse();
    }

    @Test
    void isOfWhenThereAreMoreNamesThenOneIsEnough() throws ParseException {
        X509Certificate shown =
                shown(
                        "",
                        new GeneralName(dNSName, "*.example"),
                        new GeneralName(uniformResourceIdentifier, "urn:a"),
                        new GeneralName(iPAddress, "192.0.2.1"),
                        new GeneralName(rfc822Name, "a@example.org"),
                        new GeneralName(uniformResourceIdentifier, "urn:b"));

        assertThat(certificate("san_uri", "urn:a").isOf(shown)).isTrue();
        assertThat(certificate("san_uri", "urn:b").isOf(shown)).isTrue();
        assertThat(certificate("san_uri", "urn:a,urn:b").isOf(shown)).isFalse();
        assertThat(certificate("san_ip", "192.0.2.1").isOf(shown)).isTrue();
        assertThat(certificate("san_email", "a@example.org").isOf(shown)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "subject_dn, ''",
        "subject_dn, ' '",
        "subject_dn, robot",
        "subject_dn, 'CN=a,'",
        "subject_dn, CN",
        "san_dns, ''",
        "san_dns, *.example",
        "san_dns, robot..example",
        "san_dns, robot.example.",
        "san_dns, röbot.example",
        "san_dns, https://robot.example",
        "san_uri, ''",
        "san_uri, robot",
        "san_uri, /robot",
        "san_uri, 'urn:a b'",
        "san_ip, ''",
        "san_ip, robot.example",
        "san_ip, 192.0.2.256",
        "san_ip, 192.0.2.0/24",
        "san_ip, fe80::1%1",
        "san_email, ''",
        "san_email, robot",
        "san_email, @example.org",
        "san_email, robot@",
        "san_email, a@b@example.org",
        "san_email, 'a b@example.org'",
        "san_email, robot@*.example.org",
    })
    void ofWhenTheNameIsNoneThenRefused(String kind, String name) {
        assertRefused(
                "\"tls_client_auth_%s\": \"%s\"".formatted(kind, name), "tls_client_auth_" + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_name\": \"no name in a certificate\"",
                "\"tls_client_auth_subject_dn\": \"CN=a\", \"tls_client_auth_san_dns\":"
                        + " \"a.example\"",
                "\"tls_client_auth_san_ip\": \"192.0.2.1\", \"tls_client_auth_san_email\":"
                        + " \"a@b.example\"",
            })
    void ofWhenThereIsNotOneNameThenRefused(String members) {
        assertRefused(members, "tls_client_auth_subject_dn, tls_client_auth_san_dns");
    }

    @Test
    void ofWhenAClientIsRegisteredForTwoWaysThenRefused() {
        String name = "\"tls_client_auth_subject_dn\": \"CN=a\"";
        String tls = ", \"token_endpoint_auth_method\": \"tls_client_auth\"";

        assertRefused(name + tls, true, "without a secret");
        assertRefused(name, true, "tls_client_auth");
        assertRefused(
                name + ", \"token_endpoint_auth_method\": \"none\"", false, "tls_client_auth");
        assertRefused(
                name + ", \"token_endpoint_auth_method\": \"private_key_jwt\"",
                false,
                "tls_client_auth");
        assertRefused(name + tls + ", \"jwks\": {\"keys\": []}", false, "jwks goes with");
        assertRefused(
                name + ", \"token_endpoint_auth_method\": \"self_signed_tls_client_auth\"",
                false,
                "tls_client_auth");
    }

    private static void assertRefused(String members, String rule) {
        assertRefused(
                members + ", \"token_endpoint_auth_method\": \"tls_client_auth\"", false, rule);
    }

    private static void assertRefused(String members, boolean withSecret, String rule) {
        assertThatThrownBy(() -> client(members, withSecret))
                .isInstanceOfAny(IllegalArgumentException.class, ParseException.class)
                .hasMessageContaining(rule);
    }

    private static ClientCertificate certificate(String kind, String name) throws ParseException {
        String escaped = name.replace("\\", "\\\\");
        return (ClientCertificate)
                client(
                                "\"tls_client_auth_%s\": \"%s\", \"token_endpoint_auth_method\": \"tls_client_auth\""
                                        .formatted(kind, escaped),
                                false)
                        .credential();
    }

    private static Client client(String members, boolean withSecret) throws ParseException {
        OIDCClientMetadata metadata =
                OIDCClientMetadata.parse(
                        JSONObjectUtils.parse(
                                "{\"grant_types\": [\"client_credentials\"], " + members + "}"));
        metadata.applyDefaults();
        return Client.of(
                "robot",
                metadata,
                Optional.of(SecretHash.of("secret")).filter(_ -> withSecret),
                true);
    }

    private X509Certificate shown(String subject, GeneralName... names) {
        return authority.named(subject, Instant.now().plusSeconds(60), names);
    }
}

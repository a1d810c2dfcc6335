// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.SecretHash;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about the keys of a client (RFC 8725), and how they go with the way it uses them. */
class ClientKeysTest {
    private static final RSAKey RSA = Clients.rsa("a");
    private static final String PUBLIC = RSA.toPublicJWK().toJSONString();
    private static final String EDWARDS =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\","
                    + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    /** The neutral point: with it as the key anybody can sign. */
    private static final String SMALL_ORDER = "\"x\":\"AQ" + "A".repeat(41) + "\"}";

    /** A modulus alone is enough: nothing is computed with it. */
    private static final String HUGE =
            "{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQAB\",\"n\":\"%s\"}"
                    .formatted("_".repeat(1366));

    @Test
    void ofWhenNoAlgorithmIsSaidThenAllThatAreOffered() throws ParseException {
        assertThat(keys(PUBLIC, "").algorithms())
                .containsExactlyInAnyOrder(
                        JWSAlgorithm.RS256,
                        JWSAlgorithm.PS256,
                        JWSAlgorithm.ES256,
                        JWSAlgorithm.EdDSA,
                        JWSAlgorithm.Ed25519);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void ofWhenTheKeyIsOnEd25519ThenItsAlgorithmByEitherName(String name) throws ParseException {
        assertThat(
                        keys(
                                        EDWARDS,
                                        "\"token_endpoint_auth_signing_alg\": \"%s\","
                                                .formatted(name))
                                .algorithms())
                .extracting(JWSAlgorithm::getName)
                .containsExactly(name);
    }

    @Test
    void ofWhenAnAlgorithmIsSaidThenThatAlone() throws ParseException {
        assertThat(keys(PUBLIC, "\"token_endpoint_auth_signing_alg\": \"PS256\",").algorithms())
                .containsExactly(JWSAlgorithm.PS256);
    }

    static Stream<Arguments> bad() throws JOSEException {
        return Stream.of(
                arguments("with a key", ""),
                arguments("public keys only", RSA.toJSONString()),
                arguments("public keys only", "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}"),
                arguments("to 4096 bits", HUGE),
                arguments("2048 to", shown(new RSAKeyGenerator(1024, true).keyID("a").generate())),
                arguments("P-256", shown(new ECKeyGenerator(Curve.P_384).keyID("a").generate())),
                arguments("Ed25519", EDWARDS.replace("Ed25519", "X25519")),
                arguments("Ed25519", EDWARDS.replace("Ed25519", "Ed448")),
                arguments("Ed25519", EDWARDS.replaceFirst("\"x\":.*", "\"x\":\"AQ\"}")),
                arguments("Ed25519", EDWARDS.replaceFirst("\"x\":.*", SMALL_ORDER)),
                arguments("public keys only", EDWARDS.replace("\"x\"", "\"d\":\"AAAA\",\"x\"")),
                arguments("kid", shown(new RSAKey.Builder(RSA).keyID(null).build())),
                arguments("same kid", PUBLIC + "," + PUBLIC),
                arguments(
                        "for signatures",
                        shown(new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build())),
                arguments(
                        "no key of jwks is for",
                        shown(new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.RS512).build())));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void ofWhenAKeyIsNotSafeThenSaysWhyAndShowsNothing(String reason, String keys) {
        assertThatThrownBy(() -> keys(keys, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "RS512, is not offered",
        "HS256, is not offered",
        "ES256, no key of jwks is for",
        "EdDSA, no key of jwks is for",
        "Ed448, is not offered",
    })
    void ofWhenTheAlgorithmDoesNotFitThenSaysWhy(String algorithm, String reason) {
        String said = "\"token_endpoint_auth_signing_alg\": \"%s\",".formatted(algorithm);

        assertThatThrownBy(() -> keys(PUBLIC, said))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private_key_jwt | jwks | true | without a secret",
                "client_secret_basic | jwks | true | jwks goes with",
                "none | jwks | false | jwks goes with",
                "private_key_jwt | jwks_uri | false | jwks_uri is not offered",
                "client_secret_basic | jwks_uri | true | jwks_uri is not offered",
            })
    void ofWhenKeysAndMethodDoNotGoTogetherThenSaysWhy(
            String method, String member, boolean withSecret, String reason) {
        String value =
                member.equals("jwks")
                        ? "{\"keys\": [" + PUBLIC + "]}"
                        : "\"https://a.example/jwks\"";

        assertThatThrownBy(() -> client(method, "\"%s\": %s,".formatted(member, value), withSecret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static String shown(JWK key) {
        return key.toPublicJWK().toJSONString();
    }

    private static ClientKeys keys(String keys, String more) throws ParseException {
        Client client =
                client(
                        "private_key_jwt",
                        "\"jwks\": {\"keys\": [%s]}, %s".formatted(keys, more),
                        false);
        assertThat(client.isPublic()).isFalse();
        return (ClientKeys) client.credential();
    }

    private static Client client(String method, String more, boolean withSecret)
            throws ParseException {
        OIDCClientMetadata metadata =
                OIDCClientMetadata.parse(
                        JSONObjectUtils.parse(
                                """
                                {"token_endpoint_auth_method": "%s", %s
                                 "grant_types": ["authorization_code"],
                                 "redirect_uris": ["https://web.example/callback"]}
                                """
                                        .formatted(method, more)));
        metadata.applyDefaults();
        return Client.of(
                "web",
                metadata,
                Optional.of(SecretHash.of("secret")).filter(_ -> withSecret),
                true);
    }
}

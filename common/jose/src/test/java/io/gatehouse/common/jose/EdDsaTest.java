// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 8037 has as its example, and what is no signature or no key. */
class EdDsaTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Appendix A.1. */
    private static final OctetKeyPair KEY =
            key(
                    "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                    "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");

    /** Appendix A.4. */
    private static final String SIGNED =
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt"
                    + "7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @Test
    void signWhenTheExampleOfTheStandardThenItsSignature() throws JOSEException {
        JWSObject text =
                new JWSObject(
                        new JWSHeader(JWSAlgorithm.EdDSA),
                        new Payload("Example of Ed25519 signing"));

        text.sign(new EdDsaSigner(KEY));

        assertThat(text.serialize()).isEqualTo(SIGNED);
    }

    @Test
    void verifyWhenTheExampleOfTheStandardThenTrue() throws Exception {
        assertThat(JWSObject.parse(SIGNED).verify(Verifiers.of(KEY.toPublicJWK()))).isTrue();
    }

    /** Many, since one in 256 has an end that is zero. */
    @Test
    void generateWhenAnyKeyThenItsSignaturesAreItsOwn() throws Exception {
        for (int i = 0; i < 600; i++) {
            OctetKeyPair key = Ed25519Keys.generate(RANDOM);
            JWSObject text =
                    new JWSObject(new JWSHeader(JWSAlgorithm.Ed25519), new Payload("text"));

            text.sign(new EdDsaSigner(key));

            assertThat(text.verify(new EdDsaVerifier(key.toPublicJWK()))).isTrue();
            assertThat(text.verify(new EdDsaVerifier(KEY))).isFalse();
            assertThat(OctetKeyPair.parse(key.toJSONString())).isEqualTo(key);
        }
    }

    static Stream<String> noSignatures() {
        String good = SIGNED.substring(SIGNED.lastIndexOf('.') + 1);
        byte[] bytes = Base64URL.from(good).decode();
        byte[] large = bytes.clone();
        // The second half plus the order of the group is the same number (RFC 8032, 8.4).
        BigInteger order =
                BigInteger.TWO
                        .pow(252)
                        .add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger sum = littleEndian(bytes).add(order);
        for (int i = 0; i < 32; i++) {
            large[32 + i] = sum.shiftRight(8 * i).byteValue();
        }
        return Stream.of(
                "AA",
                good.substring(4),
                good + "AAAA",
                "A" + good.substring(1),
                Base64URL.encode(new byte[64]).toString(),
                Base64URL.encode(large).toString());
    }

    private static BigInteger littleEndian(byte[] signature) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 63; i >= 32; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
        }
        return number;
    }

    @ParameterizedTest
    @MethodSource("noSignatures")
    void verifyWhenTheSignatureIsAnotherThenFalse(String signature) throws Exception {
        String text = SIGNED.substring(0, SIGNED.lastIndexOf('.') + 1);

        assertThat(JWSObject.parse(text + signature).verify(new EdDsaVerifier(KEY))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"Ed448\"}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"exp\"],\"exp\":1}",
            })
    void verifyWhenTheHeaderSaysSomethingElseThenFalse(String header) throws Exception {
        byte[] text = (Base64URL.encode(header) + ".e30").getBytes(US_ASCII);
        Base64URL signature = new EdDsaSigner(KEY).sign(new JWSHeader(JWSAlgorithm.EdDSA), text);

        JWSHeader said = JWSHeader.parse(header);

        assertThat(new EdDsaVerifier(KEY).verify(said, text, signature)).isFalse();
    }

    /** The points of small order, some numbers that mean the same, and what is no point at all. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "00",
        "''",
        "010000000000000000000000000000000000000000000000000000000000000000",
    })
    void isSafeWhenAnybodyCouldSignThenFalseAndNothingIsVerified(String hex) {
        byte[] x = HexFormat.of().parseHex(hex);
        OctetKeyPair weak = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();

        assertThat(Ed25519Keys.isSafe(weak)).isFalse();
        assertThatThrownBy(() -> Verifiers.of(weak)).isInstanceOf(JOSEException.class);
    }

    static Stream<JWK> others() throws JOSEException, ParseException {
        return Stream.of(
                new OctetKeyPair.Builder(Curve.X25519, KEY.getX()).build(),
                new OctetKeyPair.Builder(Curve.Ed448, KEY.getX()).build(),
                new OctetSequenceKeyGenerator(256).generate());
    }

    @ParameterizedTest
    @MethodSource("others")
    void ofWhenAKeyIsNotForSignaturesThenThereIsNoVerifier(JWK key) {
        assertThatThrownBy(() -> Verifiers.of(key)).isInstanceOf(JOSEException.class);
    }

    @Test
    void signWhenTheAlgorithmIsOfAnotherKeyThenFails() throws JOSEException {
        EdDsaSigner signer = new EdDsaSigner(KEY);

        assertThatThrownBy(() -> signer.sign(new JWSHeader(JWSAlgorithm.ES256), new byte[0]))
                .isInstanceOf(JOSEException.class);
        assertThat(signer.supportedJWSAlgorithms())
                .isEqualTo(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
    }

    @Test
    void signerWhenTheKeyIsPublicThenFails() {
        assertThatThrownBy(() -> new EdDsaSigner(KEY.toPublicJWK()))
                .isInstanceOf(JOSEException.class);
    }

    private static OctetKeyPair key(String x, String d) {
        return new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(x))
                .d(new Base64URL(d))
                .build();
    }
}

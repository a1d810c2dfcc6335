// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.common.jose.Ed25519Keys;
import io.gatehouse.testkit.CapturedLog;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.spec.KeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningProviderTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private static JWK key(KeyAlgorithm algorithm) throws JOSEException {
        return switch (algorithm) {
            case RS256 -> new RSAKeyGenerator(2048).algorithm(algorithm.jws()).generate();
            case ES256 -> new ECKeyGenerator(Curve.P_256).algorithm(algorithm.jws()).generate();
            case EdDSA ->
                    new OctetKeyPair.Builder(Ed25519Keys.generate(new SecureRandom()))
                            .algorithm(algorithm.jws())
                            .build();
        };
    }

    private static Base64URL sign(SigningProvider provider, JWK key) throws JOSEException {
        return provider.signer(key).sign(header(key), CONTENT);
    }

    private static boolean verify(
            SigningProvider provider, JWK key, byte[] content, Base64URL signature)
            throws JOSEException {
        return provider.verifier(key).verify(header(key), content, signature);
    }

    private static JWSHeader header(JWK key) {
        return new JWSHeader(KeyAlgorithm.of(key).jws());
    }

    /** Fails where the library does not load: here it must, or nothing else below means much. */
    @ParameterizedTest
    @EnumSource
    void findWhenThePlatformHasTheLibraryThenItIsTaken(KeyAlgorithm algorithm) throws Exception {
        SigningProvider found = SigningProvider.find();

        assertThat(found).isNotSameAs(SigningProvider.jdk());
        assertThat(found.tried(key(algorithm))).isSameAs(found);
    }

    @ParameterizedTest
    @EnumSource
    void signWhenByEitherThenBothVerify(KeyAlgorithm algorithm) throws Exception {
        SigningProvider quick = SigningProvider.find();
        SigningProvider jdk = SigningProvider.jdk();
        JWK key = key(algorithm);

        assertThat(verify(jdk, key, CONTENT, sign(quick, key))).isTrue();
        assertThat(verify(quick, key, CONTENT, sign(quick, key))).isTrue();
        assertThat(verify(quick, key, CONTENT, sign(jdk, key))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void verifyWhenContentKeyOrSignatureIsAnotherThenRefused(KeyAlgorithm algorithm)
            throws Exception {
        SigningProvider quick = SigningProvider.find();
        JWK key = key(algorithm);
        Base64URL signature = sign(quick, key);
        byte[] spoilt = signature.decode();
        spoilt[spoilt.length / 3] ^= 1;

        assertThat(verify(quick, key, "other".getBytes(UTF_8), signature)).isFalse();
        assertThat(verify(quick, key(algorithm), CONTENT, signature)).isFalse();
        assertThat(verify(quick, key, CONTENT, Base64URL.encode(spoilt))).isFalse();
        assertThat(verify(quick, key, CONTENT, Base64URL.encode(new byte[spoilt.length])))
                .isFalse();
        assertThat(verify(quick, key, CONTENT, new Base64URL(""))).isFalse();
    }

    /** One that knows no key at all stands for a library that loads and does not work. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EdDSA")
    void triedWhenItCannotUseTheKeyThenTheJdkSignsAndTheLogSaysSo(KeyAlgorithm algorithm)
            throws Exception {
        SigningProvider useless = SigningProvider.of(new Provider("Useless", "1", "") {});
        JWK key = key(algorithm);

        try (CapturedLog log = new CapturedLog(SigningProvider.class.getName())) {
            assertThat(useless.tried(key)).isSameAs(SigningProvider.jdk());
            assertThat(log.text()).contains("the JDK signs");
        }
        assertThatThrownBy(() -> useless.signer(key)).isInstanceOf(JOSEException.class);
    }

    @Test
    void triedWhenItComputesWronglyThenTheJdkSigns() throws Exception {
        SigningProvider wrong = SigningProvider.of(new Wrong(Zeros.class));
        JWK key = key(KeyAlgorithm.RS256);

        assertThat(sign(wrong, key).decode()).isEqualTo(new byte[256]);
        assertThat(wrong.tried(key)).isSameAs(SigningProvider.jdk());
    }

    @Test
    void triedWhenItFailsInAWayOfItsOwnThenTheJdkSigns() throws Exception {
        SigningProvider failing = SigningProvider.of(new Wrong(Failing.class));

        assertThat(failing.tried(key(KeyAlgorithm.RS256))).isSameAs(SigningProvider.jdk());
    }

    /** Nothing but what is asked for explicitly may come from it, TLS least of all. */
    @ParameterizedTest
    @EnumSource
    void findWhenTakenThenItIsNoProviderOfTheJvm(KeyAlgorithm algorithm) throws Exception {
        SigningProvider.find().tried(key(algorithm));

        assertThat(Security.getProviders())
                .noneMatch(provider -> provider.getName().contains("Corretto"));
    }

    /** Takes any key, and signs in its own way. */
    private static final class Wrong extends Provider {
        private Wrong(Class<? extends SignatureSpi> signature) {
            super("Wrong", "1", "");
            put("KeyFactory.RSA", Keys.class.getName());
            put("Signature.SHA256withRSA", signature.getName());
        }
    }

    public static final class Keys extends KeyFactorySpi {
        @Override
        protected Key engineTranslateKey(Key key) {
            return key;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> kind) {
            throw new UnsupportedOperationException();
        }
    }

    /** As a native library may. */
    public static final class Failing extends Zeros {
        @Override
        protected byte[] engineSign() {
            throw new IllegalStateException("the library has failed");
        }
    }

    /** Signs with zeros and believes every signature. */
    public static class Zeros extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(PrivateKey key) {}

        @Override
        protected void engineUpdate(byte next) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[256];
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}

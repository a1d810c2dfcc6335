// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.gatehouse.common.jose.Ed25519Keys;
import io.gatehouse.common.seal.SealingKeys;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;

/** A key pair that signs; its id is the thumbprint of its public key (RFC 7638). */
final class SigningKey {

    private static final int RSA_BITS = 2048;

    private final KeyAlgorithm algorithm;
    private final JWK secret;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    private SigningKey(JWK secret, SigningProvider provider) throws JOSEException {
        this.algorithm = KeyAlgorithm.of(secret);
        this.secret = secret;
        this.signer = provider.signer(secret);
        this.verifier = provider.verifier(secret);
    }

    static SigningKey generate(KeyAlgorithm algorithm, SecureRandom random) {
        try {
            return new SigningKey(
                    switch (algorithm) {
                        case RS256 -> generate(new RSAKeyGenerator(RSA_BITS), algorithm, random);
                        case ES256 -> generate(new ECKeyGenerator(Curve.P_256), algorithm, random);
                        case EdDSA ->
                                new OctetKeyPair.Builder(Ed25519Keys.generate(random))
                                        .keyUse(KeyUse.SIGNATURE)
                                        .algorithm(algorithm.jws())
                                        .keyIDFromThumbprint()
                                        .build();
                    },
                    SigningProvider.jdk());
        } catch (JOSEException e) {
            throw new IllegalStateException("no key can be generated for " + algorithm, e);
        }
    }

    private static JWK generate(
            JWKGenerator<? extends JWK> generator, KeyAlgorithm algorithm, SecureRandom random)
            throws JOSEException {
        return generator
                .secureRandom(random)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(algorithm.jws())
                .keyIDFromThumbprint(true)
                .generate();
    }

    /** The key encrypted: RSA as PKCS #8 (RFC 5958), others as a JWK, public half included. */
    byte[] seal(SealingKeys keys) {
        try {
            byte[] text =
                    switch (algorithm) {
                        case RS256 -> secret.toRSAKey().toPrivateKey().getEncoded();
                        case ES256, EdDSA -> secret.toJSONString().getBytes(UTF_8);
                    };
            return keys.seal(text, context(kid()));
        } catch (JOSEException e) {
            throw new IllegalStateException("signing key " + kid() + " cannot be encoded", e);
        }
    }

    static SigningKey open(
            KeyInfo info, byte[] sealed, SealingKeys keys, SigningProvider provider) {
        byte[] text = keys.open(sealed, context(info.kid()));
        try {
            JWK secret =
                    switch (info.algorithm()) {
                        case RS256 -> rsa(text);
                        case ES256, EdDSA -> JWK.parse(new String(text, UTF_8));
                    };
            return new SigningKey(secret, provider.tried(secret));
        } catch (GeneralSecurityException | JOSEException | ParseException e) {
            throw new IllegalStateException("signing key " + info.kid() + " cannot be read", e);
        }
    }

    private static RSAKey rsa(byte[] pkcs8) throws GeneralSecurityException, JOSEException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey secret =
                (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        RSAPublicKeySpec open =
                new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent());
        return new RSAKey.Builder((RSAPublicKey) factory.generatePublic(open))
                .privateKey(secret)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(KeyAlgorithm.RS256.jws())
                .keyIDFromThumbprint()
                .build();
    }

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    String kid() {
        return secret.getKeyID();
    }

    /** The public half. */
    JWK published() {
        return secret.toPublicJWK();
    }

    JWSSigner signer() {
        return signer;
    }

    JWSVerifier verifier() {
        return verifier;
    }

    static String context(String kid) {
        return "signing-key:" + kid;
    }
}

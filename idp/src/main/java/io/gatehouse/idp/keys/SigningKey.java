// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.gatehouse.common.seal.SealingKeys;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** An RS256 key pair; its id is the thumbprint of its public key (RFC 7638). */
final class SigningKey {

    private static final int BITS = 2048;

    private final RSAKey published;
    private final RSAPrivateCrtKey secret;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    private SigningKey(RSAPublicKey open, RSAPrivateCrtKey secret) {
        try {
            this.published =
                    new RSAKey.Builder(open)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint()
                            .build();
        } catch (JOSEException e) {
            throw new IllegalStateException("no thumbprint for a signing key", e);
        }
        this.secret = secret;
        this.signer = new RSASSASigner(secret);
        this.verifier = new RSASSAVerifier(open);
    }

    static SigningKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(
                    (RSAPublicKey) pair.getPublic(), (RSAPrivateCrtKey) pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is missing", e);
        }
    }

    byte[] seal(SealingKeys keys) {
        return keys.seal(secret.getEncoded(), context(kid()));
    }

    static SigningKey open(String kid, byte[] sealed, SealingKeys keys) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            byte[] pkcs8 = keys.open(sealed, context(kid));
            RSAPrivateCrtKey secret =
                    (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            RSAPublicKeySpec open =
                    new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent());
            return new SigningKey((RSAPublicKey) factory.generatePublic(open), secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", e);
        }
    }

    String kid() {
        return published.getKeyID();
    }

    RSAKey published() {
        return published;
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

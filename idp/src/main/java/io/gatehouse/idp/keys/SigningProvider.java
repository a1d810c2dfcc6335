// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import io.gatehouse.common.jose.EdDsaSigner;
import io.gatehouse.common.jose.EdDsaVerifier;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * The cryptography that signs and verifies our own tokens. Signing is most of what a token costs,
 * and a native library takes down to a quarter of the JDK's CPU time for it; the JDK's does it
 * where that library does not load (decision 25).
 */
final class SigningProvider {

    private static final Logger LOG = System.getLogger(SigningProvider.class.getName());
    private static final SigningProvider JDK = new SigningProvider(Optional.empty());
    private static final byte[] TRIAL = "trial".getBytes(US_ASCII);

    private final Optional<Provider> quick;

    private SigningProvider(Optional<Provider> quick) {
        this.quick = quick;
    }

    /** The native one; that of the JDK, which the log says, where there is none. */
    static SigningProvider find() {
        AmazonCorrettoCryptoProvider found = AmazonCorrettoCryptoProvider.INSTANCE;
        Throwable fault = found.getLoadingError();
        if (fault == null) {
            LOG.log(Level.INFO, "{0} {1} signs", found.getName(), found.getVersionStr());
            return of(found);
        }
        LOG.log(Level.WARNING, "no native library signs here, the JDK does", fault);
        return JDK;
    }

    static SigningProvider jdk() {
        return JDK;
    }

    static SigningProvider of(Provider provider) {
        return new SigningProvider(Optional.of(provider));
    }

    /**
     * This one, if it can use a key: the JDK has to verify what it signs, and it what the JDK
     * signs. Otherwise that of the JDK, which the log says.
     */
    SigningProvider tried(JWK key) throws JOSEException {
        try {
            if (agree(key, this, JDK) && agree(key, JDK, this)) {
                return this;
            }
            LOG.log(Level.WARNING, "the native library and the JDK disagree, the JDK signs");
        } catch (JOSEException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "the native library cannot use a key, the JDK signs", e);
        }
        return JDK;
    }

    private static boolean agree(JWK key, SigningProvider signing, SigningProvider verifying)
            throws JOSEException {
        JWSHeader header = new JWSHeader(KeyAlgorithm.of(key).jws());
        return verifying
                .verifier(key)
                .verify(header, TRIAL, signing.signer(key).sign(header, TRIAL));
    }

    JWSSigner signer(JWK key) throws JOSEException {
        return switch (KeyAlgorithm.of(key)) {
            case RS256 -> {
                RSASSASigner signer = new RSASSASigner(secret(key));
                use(signer.getJCAContext());
                yield signer;
            }
            case ES256 -> {
                ECDSASigner signer = new ECDSASigner(secret(key), Curve.P_256);
                use(signer.getJCAContext());
                yield signer;
            }
            // Always by the JDK: few tokens are.
            case EdDSA -> new EdDsaSigner(key.toOctetKeyPair());
        };
    }

    JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (KeyAlgorithm.of(key)) {
            case RS256 -> {
                RSASSAVerifier verifier = new RSASSAVerifier((RSAPublicKey) open(key));
                use(verifier.getJCAContext());
                yield verifier;
            }
            case ES256 -> {
                ECDSAVerifier verifier = new ECDSAVerifier((ECPublicKey) open(key));
                use(verifier.getJCAContext());
                yield verifier;
            }
            case EdDSA -> new EdDsaVerifier(key.toOctetKeyPair());
        };
    }

    private PrivateKey secret(JWK key) throws JOSEException {
        return (PrivateKey) own(key, ((AsymmetricJWK) key).toPrivateKey());
    }

    private PublicKey open(JWK key) throws JOSEException {
        return (PublicKey) own(key, ((AsymmetricJWK) key).toPublicKey());
    }

    // A key of another provider would be translated, and prepared, for each signature.
    private Key own(JWK jwk, Key key) throws JOSEException {
        if (quick.isEmpty()) {
            return key;
        }
        try {
            return KeyFactory.getInstance(jwk.getKeyType().getValue(), quick.get())
                    .translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new JOSEException("the provider cannot use a key", e);
        }
    }

    private void use(JCAContext context) {
        quick.ifPresent(context::setProvider);
    }
}

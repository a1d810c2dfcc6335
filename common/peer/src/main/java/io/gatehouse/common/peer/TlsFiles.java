// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import nl.altindag.ssl.util.KeyManagerUtils;
import nl.altindag.ssl.util.TrustManagerUtils;

/** The PEM files of a workload, parsed and checked by {@link #read}. */
record TlsFiles(Path key, Path certificate, Path trust) {
    private static final byte[] PROBE = {1};

    TlsMaterial read() {
        try {
            String text = text();
            Keys own =
                    Keys.builder()
                            .pem(pem ->
                                    pem.key(Resource.create(key))
                                            .certChain(Resource.create(certificate)))
                            .build();
            List<X509Certificate> authorities = Authorities.read(trust);
            List<X509Certificate> chain = own.certChain();
            PrivateKey secret = own.privateKey().orElseThrow();
            if (chain.isEmpty() || !belong(secret, chain.getFirst())) {
                throw new IllegalStateException("key and certificate are not a pair");
            }
            return new TlsMaterial(
                    text,
                    chain.getFirst(),
                    KeyManagerUtils.createKeyManager(secret, chain.toArray(X509Certificate[]::new)),
                    TrustManagerUtils.createTrustManager(authorities));
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            throw new IllegalStateException(
                    "The files of gatehouse.tls.* cannot be used: " + unusable.getMessage(),
                    unusable);
        }
    }

    boolean unchangedSince(TlsMaterial material) {
        try {
            return text().equals(material.text());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Excludes the key, which is replaced before its certificate and until then does not match. */
    private String text() throws IOException {
        return Files.readString(certificate) + Files.readString(trust);
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }
}

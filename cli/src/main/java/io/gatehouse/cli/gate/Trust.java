// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Creates TLS contexts that trust the given CA and no other. */
public final class Trust {

    private Trust() {}

    /**
     * Reads one or more CA certificates in PEM.
     *
     * @throws Failure.Misuse when the file cannot be read or holds no certificate
     */
    public static SSLContext only(Path ca) {
        try (InputStream pem = Files.newInputStream(ca)) {
            return context(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure.Misuse(
                    "The CA certificate " + ca + " cannot be read: give the right file with --ca.",
                    e);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        if (number == 0) {
            throw new GeneralSecurityException("no certificate in the file");
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.testkit.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Issues the certificate of the service under test, and issues it again. */
final class CertificateFiles implements BeforeAllCallback, AfterAllCallback {
    static final String WORKLOADS = "spiffe://gatehouse.test/ns/gatehouse/sa/";
    private static final List<String> KEYS =
            List.of("gatehouse.tls.key", "gatehouse.tls.certificate", "gatehouse.tls.trust");

    private static Certificates certificates;
    private static Certificates.Workload files;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        certificates = new Certificates(Files.createTempDirectory("renewal"));
        renew();
        System.setProperty(KEYS.get(0), files.key().toString());
        System.setProperty(KEYS.get(1), files.certificate().toString());
        System.setProperty(KEYS.get(2), files.trust().toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        KEYS.forEach(System::clearProperty);
    }

    static void renew() {
        files = certificates.workload("sample", WORKLOADS + "sample");
    }

    static String serial() throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(files.certificate())) {
            X509Certificate leaf =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(pem);
            return leaf.getSerialNumber().toString();
        }
    }

    /** A pair that is another's, of which only one file arrives. */
    static Certificates.Workload other() {
        return certificates.workload("other", WORKLOADS + "other");
    }

    static Certificates.Workload files() {
        return files;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;

/** TLS contexts from PEM files. */
public final class Tls {
    private Tls() {}

    /** Trusts exactly the given CA and presents no certificate. */
    public static SSLContext trusting(Path ca) {
        return SSLFactory.builder()
                .withTrustMaterial(PemUtils.loadTrustMaterial(ca))
                .build()
                .getSslContext();
    }

    /** Trusts exactly the given CA and presents the given certificate. */
    public static SSLContext presenting(Path ca, Path certificate, Path key) {
        return SSLFactory.builder()
                .withIdentityMaterial(PemUtils.loadIdentityMaterial(certificate, key))
                .withTrustMaterial(PemUtils.loadTrustMaterial(ca))
                .build()
                .getSslContext();
    }

    /** The same even to a server that asks for a certificate of other authorities. */
    public static SSLContext insisting(Path ca, Path certificate, Path key) {
        return SSLFactory.builder()
                .withIdentityMaterial(
                        new InsistingIdentity(PemUtils.loadIdentityMaterial(certificate, key)))
                .withTrustMaterial(PemUtils.loadTrustMaterial(ca))
                .build()
                .getSslContext();
    }
}

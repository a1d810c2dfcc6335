// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;

/** Creates TLS contexts from PEM files. */
public final class PemTls {
    private PemTls() {}

    public static SSLContext trusting(Path ca) {
        return SSLFactory.builder()
                .withTrustMaterial(PemUtils.loadTrustMaterial(ca))
                .build()
                .getSslContext();
    }

    /** Also presents the client certificate {@code <name>.crt} with the key {@code <name>.key}. */
    public static SSLContext presenting(Path ca, Path directory, String name) {
        Path certificate = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        return SSLFactory.builder()
                .withIdentityMaterial(PemUtils.loadIdentityMaterial(certificate, key))
                .withTrustMaterial(PemUtils.loadTrustMaterial(ca))
                .build()
                .getSslContext();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificate authorities that a PEM file holds. */
public final class Authorities {
    private Authorities() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it cannot be read, or holds no certificate
     */
    public static List<X509Certificate> read(Path pem) {
        List<X509Certificate> read;
        try {
            read =
                    Keys.builder()
                            .pem(file -> file.certificates(Resource.create(pem)))
                            .build()
                            .certs();
        } catch (RuntimeException unusable) {
            throw new IllegalArgumentException("no certificates can be read from " + pem, unusable);
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in " + pem);
        }
        return read;
    }
}

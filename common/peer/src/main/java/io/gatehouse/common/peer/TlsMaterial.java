// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The parsed content of the PEM files of a workload.
 *
 * @param text of the certificates, to detect a change
 */
record TlsMaterial(
        String text,
        X509Certificate leaf,
        X509ExtendedKeyManager keys,
        X509ExtendedTrustManager authorities) {
    String serial() {
        return leaf.getSerialNumber().toString(16);
    }

    Instant end() {
        return leaf.getNotAfter().toInstant();
    }
}

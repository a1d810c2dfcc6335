// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.util.KeyManagerUtils;
import nl.altindag.ssl.util.SSLSessionUtils;
import nl.altindag.ssl.util.TrustManagerUtils;

/**
 * A workload's side of mutual TLS. All its SSL contexts share one certificate and one set of
 * authorities, which a refresh replaces: the next handshake uses the new ones, and open connections
 * stay open.
 */
public final class WorkloadTls {
    private static final Logger LOG = System.getLogger(WorkloadTls.class.getName());

    private final TlsFiles files;
    private final X509ExtendedKeyManager keys;
    private final X509ExtendedTrustManager authorities;
    private final List<SSLContext> contexts = new CopyOnWriteArrayList<>();
    private TlsMaterial used;

    private WorkloadTls(TlsFiles files) {
        this.files = files;
        used = files.read();
        keys = KeyManagerUtils.createSwappableKeyManager(used.keys());
        authorities = TrustManagerUtils.createSwappableTrustManager(used.authorities());
    }

    /**
     * Reads the files of a workload.
     *
     * @param key PKCS #8 private key
     * @param certificate certificate chain, leaf first
     * @param trust authorities of peers
     * @throws IllegalStateException when a file cannot be read or parsed, or the key and the
     *     certificate do not match
     */
    public static WorkloadTls read(Path key, Path certificate, Path trust) {
        return new WorkloadTls(new TlsFiles(key, certificate, trust));
    }

    /**
     * Reloads the files if they have changed; on failure the current material stays in use.
     *
     * @throws IllegalStateException as in {@link #read}
     */
    public synchronized void refresh() {
        if (files.unchangedSince(used)) {
            return;
        }
        used = files.read();
        KeyManagerUtils.swapKeyManager(keys, used.keys());
        TrustManagerUtils.swapTrustManager(authorities, used.authorities());
        // A resumed session would still use the old certificate.
        contexts.forEach(SSLSessionUtils::invalidateCaches);
        LOG.log(
                Level.INFO,
                "certificate {0} is used, good until {1}",
                used.serial(),
                used.end().toString());
    }

    /** The key and certificate that a server presents. */
    public X509ExtendedKeyManager keys() {
        return keys;
    }

    /** The authorities whose certificates a server accepts. */
    public X509ExtendedTrustManager authorities() {
        return authorities;
    }

    /** A context for a server, which must require a client certificate. */
    public SSLContext server() {
        return context(authorities);
    }

    SSLContext towards(String peer) {
        return context(new OnePeer(authorities, peer));
    }

    private SSLContext context(X509ExtendedTrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            contexts.add(context);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS 1.3", impossible);
        }
    }
}

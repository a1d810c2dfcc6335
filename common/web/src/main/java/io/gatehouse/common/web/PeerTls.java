// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This workload's own certificate and the authority of its peers, from PEM files. Where none are
 * configured the mesh's sidecar does mutual TLS, and services speak plain HTTP to it.
 */
@ApplicationScoped
public class PeerTls {
    private final Optional<Files> files;
    private final String workloads;

    /**
     * The three files of a workload, set together or not at all.
     *
     * @param key PKCS #8 private key
     * @param certificate certificate chain, leaf first
     * @param trust authorities of peers
     */
    public record Files(Path key, Path certificate, Path trust) {}

    @Inject
    public PeerTls(
            @ConfigProperty(name = "gatehouse.tls.key") Optional<Path> key,
            @ConfigProperty(name = "gatehouse.tls.certificate") Optional<Path> certificate,
            @ConfigProperty(name = "gatehouse.tls.trust") Optional<Path> trust,
            @ConfigProperty(name = "gatehouse.peer.workloads") String workloads) {
        if (key.isPresent() != certificate.isPresent() || key.isPresent() != trust.isPresent()) {
            throw new IllegalArgumentException(
                    "gatehouse.tls.key, .certificate and .trust are set together or not at all");
        }
        this.files = key.map(path -> new Files(path, certificate.get(), trust.get()));
        this.workloads = workloads;
    }

    /** For the proxy that CDI puts before this bean. */
    protected PeerTls() {
        files = Optional.empty();
        workloads = "";
    }

    /** The files, where this service does TLS itself. */
    public Optional<Files> files() {
        return files;
    }

    /**
     * A context for calls to one workload: presents our certificate, and accepts only a peer whose
     * certificate carries exactly that workload's SPIFFE id. Empty where the mesh does TLS.
     *
     * @throws IllegalStateException when a file cannot be read or is no key or certificate
     */
    public Optional<SSLContext> towards(String workload) {
        return files.map(own -> context(own, workloads + workload));
    }

    private static SSLContext context(Files own, String expected) {
        try {
            Keys keys =
                    Keys.builder()
                            .pem(pem ->
                                    pem.key(Resource.create(own.key()))
                                            .certChain(Resource.create(own.certificate())))
                            .build();
            KeyStore identity = KeyStore.getInstance("PKCS12");
            identity.load(null, null);
            identity.setKeyEntry(
                    "own",
                    keys.privateKey().orElseThrow(),
                    new char[0],
                    keys.certChain().toArray(X509Certificate[]::new));
            KeyManagerFactory keyManagers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(identity, new char[0]);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    keyManagers.getKeyManagers(),
                    new TrustManager[] {new OnePeer(authorities(own.trust()), expected)},
                    null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(
                    "The files of gatehouse.tls.* cannot be used: " + unusable.getMessage(),
                    unusable);
        }
    }

    private static X509ExtendedTrustManager authorities(Path trust)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate authority :
                Keys.builder()
                        .pem(pem -> pem.certificates(Resource.create(trust)))
                        .build()
                        .certs()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** Beyond the usual checks, the peer must be the workload that is meant to be called. */
    private static final class OnePeer extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager usual;
        private final String expected;

        private OnePeer(X509ExtendedTrustManager usual, String expected) {
            this.usual = usual;
            this.expected = expected;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (!PeerIdentity.ofCertificate(chain[0]).filter(expected::equals).isPresent()) {
                throw new CertificateException("The peer is not " + expected);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            usual.checkServerTrusted(chain, type, engine);
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            usual.checkServerTrusted(chain, type, socket);
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            usual.checkServerTrusted(chain, type);
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("This context is for calls only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("This context is for calls only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("This context is for calls only");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return usual.getAcceptedIssuers();
        }
    }
}

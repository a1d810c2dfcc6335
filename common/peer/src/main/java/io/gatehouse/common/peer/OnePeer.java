// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.common.web.caller.PeerIdentity;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A trust manager that, after the usual checks, accepts only the workload that is called. */
final class OnePeer extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager usual;
    private final String expected;

    OnePeer(X509ExtendedTrustManager usual, String expected) {
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

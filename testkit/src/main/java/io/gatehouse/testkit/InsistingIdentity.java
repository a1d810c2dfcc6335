// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Presents the one certificate there is, whichever authorities the server names; the JDK would
 * present none.
 */
final class InsistingIdentity extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager identity;
    private final String alias;

    InsistingIdentity(X509ExtendedKeyManager identity) {
        this.identity = identity;
        this.alias = identity.getClientAliases("EC", null)[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return alias;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return alias;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String name) {
        return identity.getCertificateChain(name);
    }

    @Override
    public PrivateKey getPrivateKey(String name) {
        return identity.getPrivateKey(name);
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException();
    }
}

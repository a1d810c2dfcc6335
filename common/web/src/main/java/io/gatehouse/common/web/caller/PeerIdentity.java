// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Identifies the peer workload by its SPIFFE id (X509-SVID section 2): from the client certificate
 * where this service terminates TLS itself, from {@code x-forwarded-client-cert} where the mesh's
 * sidecar does. The sidecar appends the peer to that header, after whatever the peer sent.
 */
@ApplicationScoped
public class PeerIdentity {
    private static final int URI_NAME = 6;

    private final PeerConfig config;

    @Inject
    PeerIdentity(PeerConfig config) {
        this.config = config;
    }

    /** Whether the peer is the workload with this short name; {@code gateway} is the gateway. */
    public boolean matches(Optional<String> peer, String name) {
        String expected = name.equals("gateway") ? config.gateway() : config.workloads() + name;
        return peer.filter(expected::equals).isPresent();
    }

    /** The peer's SPIFFE id, empty where it has none or more than one. */
    public Optional<String> of(ServerRequest request, List<String> forwardedClientCert) {
        return switch (config.source()) {
            case TLS ->
                    request.remotePeer().tlsCertificates().flatMap(PeerIdentity::ofCertificates);
            case XFCC ->
                    forwardedClientCert.size() == 1
                            ? ForwardedClientCert.peer(forwardedClientCert.getFirst())
                            : Optional.empty();
        };
    }

    private static Optional<String> ofCertificates(Certificate[] chain) {
        return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                ? ofCertificate(leaf)
                : Optional.empty();
    }

    /** The only URI name of a certificate; empty if it has none or several, or cannot be parsed. */
    public static Optional<String> ofCertificate(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            List<String> uris = new ArrayList<>();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (name.getFirst() instanceof Integer type && type == URI_NAME) {
                    uris.add((String) name.get(1));
                }
            }
            return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
        } catch (CertificateParsingException unreadable) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.caller.PeerIdentity;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Admits only calls of the gateway: every workload has a certificate of the same CA, but only the
 * gateway may request decisions. The identity is read once per connection and enforced at each
 * call.
 */
final class GatewayOnly extends ServerTransportFilter implements ServerInterceptor {
    private static final Attributes.Key<Boolean> ADMITTED = Attributes.Key.create("admitted");

    private final String gateway;

    /**
     * @param gateway the gateway's SPIFFE URI
     */
    GatewayOnly(String gateway) {
        this.gateway = requireNonNull(gateway, "gateway");
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        boolean admitted =
                Optional.ofNullable(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
                        .flatMap(GatewayOnly::identity)
                        .filter(gateway::equals)
                        .isPresent();
        return attributes.toBuilder().set(ADMITTED, admitted).build();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (Boolean.TRUE.equals(call.getAttributes().get(ADMITTED))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription("only the gateway is admitted"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static Optional<String> identity(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? PeerIdentity.ofCertificate(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}

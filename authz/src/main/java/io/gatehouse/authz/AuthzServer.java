// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import io.gatehouse.authz.check.CheckService;
import io.gatehouse.authz.check.DecisionLog;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.web.caller.PeerConfig;
import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Starts and stops the gRPC server of this service with the application. */
@ApplicationScoped
class AuthzServer {
    private static final Logger LOG = System.getLogger(AuthzServer.class.getName());

    /** After Helidon's metrics, before background work and the health port. */
    private static final int AFTER_METRICS = 2000;

    /** Background work stops later, so that keys and deny list stay current until the last call. */
    private static final int BEFORE_BACKGROUND_WORK = 1000;

    private final AuthzConfig config;
    private final PeerTls tls;
    private final PeerConfig peers;
    private final Authorizer authorizer;
    private final AuthzMetrics metrics;
    private final Clock clock;
    private final String host;

    private volatile Optional<GrpcServer> server = Optional.empty();

    @Inject
    AuthzServer(
            AuthzConfig config,
            PeerTls tls,
            PeerConfig peers,
            Authorizer authorizer,
            AuthzMetrics metrics,
            Clock clock,
            ConfigKeys keys) {
        this.config = config;
        this.tls = tls;
        this.peers = peers;
        this.authorizer = authorizer;
        this.metrics = metrics;
        this.clock = clock;
        // All ports of a service listen on the same host.
        this.host = keys.text("server.host");
    }

    void start(
            @Observes @Priority(AFTER_METRICS) @Initialized(ApplicationScoped.class)
                    Object started) {
        WarmUp.run(config, clock);
        GrpcServer grpc = server(authorizer.service(List.of(new DecisionLog(), metrics)));
        grpc.start();
        authorizer.start(grpc::serving);
        server = Optional.of(grpc);
        LOG.log(Level.INFO, "gRPC listens on port {0}", String.valueOf(grpc.port()));
    }

    void stop(
            @Observes @Priority(BEFORE_BACKGROUND_WORK) @BeforeDestroyed(ApplicationScoped.class)
                    Object stopping) {
        server.ifPresent(GrpcServer::close);
    }

    /** The bound port of the gRPC server, once the application has started. */
    int grpcPort() {
        return server.map(GrpcServer::port).orElseThrow();
    }

    private GrpcServer server(CheckService service) {
        InetSocketAddress address = new InetSocketAddress(host, config.grpcPort());
        return tls.own()
                .map(own -> GrpcServer.mutualTls(address, service, own, peers.gateway()))
                .orElseGet(() -> GrpcServer.plain(address, service));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import io.gatehouse.authz.check.CheckService;
import io.gatehouse.authz.check.DecisionLog;
import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Starts and stops the gRPC side of this service with the application. */
@ApplicationScoped
public class AuthzServer {
    private static final Logger LOG = System.getLogger(AuthzServer.class.getName());

    /** After Helidon's metrics, before its web server opens the port of health. */
    private static final int AFTER_METRICS = 2000;

    private final Config config;
    private final PeerTls tls;
    private final MetricRegistry metrics;
    private final Clock clock;

    private volatile Optional<Authorizer> authorizer = Optional.empty();
    private volatile Optional<GrpcServer> server = Optional.empty();

    @Inject
    public AuthzServer(Config config, PeerTls tls, MetricRegistry metrics, Clock clock) {
        this.config = config;
        this.tls = tls;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** For the proxy that CDI puts before this bean. */
    protected AuthzServer() {
        this(null, null, null, null);
    }

    void start(
            @Observes @Priority(AFTER_METRICS) @Initialized(ApplicationScoped.class) Object event) {
        AuthzConfig authz = AuthzConfig.from(config);
        WarmUp.run(authz, clock);
        IdpClient idp = new IdpClient(PeerClient.of(tls, "idp", authz.idpUrl()));
        Authorizer started =
                new Authorizer(
                        authz,
                        PolicyReader.read(authz.policy()),
                        idp,
                        clock,
                        System::nanoTime,
                        new SecureRandom());
        AuthzMetrics authzMetrics = new AuthzMetrics(metrics);
        authzMetrics.watch(started);
        GrpcServer grpc = server(authz, started.service(List.of(new DecisionLog(), authzMetrics)));
        grpc.start();
        started.start(grpc::serving);
        started.works().forEach(work -> work.countedIn(metrics));
        authorizer = Optional.of(started);
        server = Optional.of(grpc);
        LOG.log(Level.INFO, "gRPC listens on port {0}", String.valueOf(grpc.port()));
    }

    @PreDestroy
    void stop() {
        server.ifPresent(GrpcServer::close);
        authorizer.ifPresent(Authorizer::close);
    }

    /** What decides, once the application has started. */
    Optional<Authorizer> authorizer() {
        return authorizer;
    }

    /** Where the gRPC server listens, once the application has started. */
    public int grpcPort() {
        return server.map(GrpcServer::port).orElseThrow();
    }

    private GrpcServer server(AuthzConfig authz, CheckService service) {
        String gateway = config.getValue("gatehouse.peer.gateway", String.class);
        return tls.own()
                .map(own -> GrpcServer.mutualTls(authz.grpc(), service, own, gateway))
                .orElseGet(() -> GrpcServer.plain(authz.grpc(), service));
    }
}

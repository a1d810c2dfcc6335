// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.common.work.RepeatedWork;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.microprofile.server.ServerBuilder;
import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Ends mutual TLS at the port of the service, where the mesh does not, and follows its files. */
@ApplicationScoped
class ServerTls {
    // After Helidon's metrics (1010), which count failures, before its server.
    private static final int BEFORE_SERVER = 3300;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private Optional<RepeatedWork> following = Optional.empty();

    void start(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class) Object started,
            BeanManager beans,
            PeerTls tls,
            MetricRegistry metrics) {
        following =
                tls.own()
                        .map(own -> {
                            ServerBuilder.of(beans.getExtension(ServerCdiExtension.class))
                                    .tls(server(own));
                            return new RepeatedWork(
                                            "certificates",
                                            INTERVAL,
                                            new SecureRandom(),
                                            own::refresh)
                                    .countedIn(metrics);
                        });
        following.ifPresent(RepeatedWork::start);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        following.ifPresent(RepeatedWork::close);
    }

    private static Tls server(WorkloadTls own) {
        return Tls.builder().sslContext(own.server()).clientAuth(TlsClientAuth.REQUIRED).build();
    }
}

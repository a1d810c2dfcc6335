// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.common.work.RepeatedWork;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.microprofile.server.ServerBuilder;
import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Terminates mutual TLS at the service's port, where the mesh does not, and reloads its files. */
@ApplicationScoped
class ServerTls {
    /** An observer priority before that of Helidon, which builds the server. */
    private static final int BEFORE_SERVER = 3300;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    void endTls(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class) Object started,
            BeanManager beans,
            PeerTls tls) {
        ServerCdiExtension server = beans.getExtension(ServerCdiExtension.class);
        tls.own().ifPresent(own -> ServerBuilder.of(server).tls(server(own)));
    }

    @Produces
    @Singleton
    RepeatedWork certificates(PeerTls tls, RandomGenerator random) {
        Runnable refresh = () -> tls.own().ifPresent(WorkloadTls::refresh);
        return new RepeatedWork("certificates", INTERVAL, random, refresh)
                .asLongAs(() -> tls.own().isPresent());
    }

    private static Tls server(WorkloadTls own) {
        return Tls.builder().sslContext(own.server()).clientAuth(TlsClientAuth.REQUIRED).build();
    }
}

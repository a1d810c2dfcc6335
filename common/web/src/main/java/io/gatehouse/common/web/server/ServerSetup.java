// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import io.gatehouse.common.web.admission.MessageFraming;
import io.helidon.http.DirectHandler;
import io.helidon.microprofile.server.ServerBuilder;
import io.helidon.microprofile.server.ServerCdiExtension;
import io.helidon.webserver.http.DirectHandlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;

/** Configures, before the server starts, the processing of requests that precedes JAX-RS. */
@ApplicationScoped
public class ServerSetup {

    void prepare(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beans) {
        ServerCdiExtension server = beans.getExtension(ServerCdiExtension.class);
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType refusal : DirectHandler.EventType.values()) {
            handlers.addHandler(refusal, new TransportProblems());
        }
        ServerBuilder.of(server).directHandlers(handlers.build());
        server.serverRoutingBuilder().addFilter(new MessageFraming());
    }
}

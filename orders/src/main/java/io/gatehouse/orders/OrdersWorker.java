// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Lets recovery run for as long as the service does. */
@ApplicationScoped
class OrdersWorker {
    // After Helidon's metrics (1010), which the database's first use needs, before its server.
    private static final int BEFORE_SERVER = 3500;

    private final RepeatedWork recovery;

    @Inject
    OrdersWorker(RepeatedWork recovery) {
        this.recovery = recovery;
    }

    void start(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class)
                    Object started) {
        recovery.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        recovery.close();
    }
}

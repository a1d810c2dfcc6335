// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Runs every {@link RepeatedWork} that is a bean for as long as the service does. */
@ApplicationScoped
class BackgroundWork {
    /**
     * The one point of the start at which work begins: after Helidon's metrics (1010), to which the
     * database's pool reports, and after what a service sets up itself (2000), before Helidon's
     * server opens its ports (4100).
     */
    private static final int BEFORE_SERVER = 3500;

    private List<RepeatedWork> works = List.of();

    void start(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class) Object started,
            @Any Instance<RepeatedWork> beans,
            MetricRegistry metrics) {
        works = beans.stream().filter(RepeatedWork::isNeeded).toList();
        works.forEach(work -> work.countIn(metrics));
        works.forEach(RepeatedWork::start);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        works.forEach(RepeatedWork::close);
    }
}

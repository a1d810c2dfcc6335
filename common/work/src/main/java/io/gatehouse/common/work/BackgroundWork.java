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

/** Starts every {@link RepeatedWork} bean with the service, and closes it with the service. */
@ApplicationScoped
class BackgroundWork {
    /**
     * The observer priority at which work starts: after Helidon's metrics (1010), to which the
     * database pool reports, and the service's own setup (2000); before Helidon's server opens its
     * ports (4100).
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

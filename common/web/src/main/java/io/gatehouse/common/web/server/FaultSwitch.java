// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Fails the liveness check on demand, to show how the service recovers: liveness stays DOWN until
 * the process is restarted. Faults are off by default.
 */
@Default
@Liveness
@ApplicationScoped
public class FaultSwitch implements HealthCheck {
    private final boolean enabled;
    private final AtomicBoolean failed = new AtomicBoolean();

    @Inject
    FaultSwitch(ConfigKeys keys) {
        this.enabled = keys.flag("gatehouse.faults.enabled", "false");
    }

    /**
     * Makes liveness fail from now on.
     *
     * @throws ProblemException {@code not_found} where faults are not switched on
     */
    public void fail() {
        if (!enabled) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path.");
        }
        failed.set(true);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("faults").status(!failed.get()).build();
    }
}

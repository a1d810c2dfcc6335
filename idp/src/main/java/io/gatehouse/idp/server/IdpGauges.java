// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import static io.gatehouse.common.web.server.Metrics.named;

import io.gatehouse.idp.keys.KeyInfo;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.password.Passwords;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The gauges of this service, registered at start, so that they exist before any sign-in. */
@ApplicationScoped
class IdpGauges {
    /** After Helidon's metrics, before background work. */
    private static final int AFTER_METRICS = 2000;

    private static final Metadata WAITING =
            named("idp_password_waiting", "Passwords that wait to be checked.");
    private static final Metadata KEY_AGE =
            named("idp_key_age_seconds", "Time since the signing key began to sign, -1 for none.");

    void watch(
            @Observes @Priority(AFTER_METRICS) @Initialized(ApplicationScoped.class) Object started,
            MetricRegistry metrics,
            Passwords passwords,
            SigningKeys keys,
            Clock clock) {
        metrics.gauge(WAITING, passwords::waiting);
        metrics.gauge(KEY_AGE, () -> age(keys, clock));
    }

    private static long age(SigningKeys keys, Clock clock) {
        return keys.active()
                .flatMap(KeyInfo::activatedAt)
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(-1L);
    }
}

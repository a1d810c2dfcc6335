// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What this service counts; the names are what dashboards and alerts are written against. */
@ApplicationScoped
public class IdpMetrics {

    private final MetricRegistry registry;

    /** How a sign-in ended. */
    public enum Login {
        SUCCESS,
        REFUSED,
        BUSY
    }

    @Inject
    public IdpMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    public void login(Login outcome) {
        count("gatehouse.idp.logins", "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }

    /** An access token was issued, by sign-in or by refresh. */
    public void issued(String way) {
        count("gatehouse.idp.tokens", "way", way);
    }

    public void revoked(String kind) {
        count("gatehouse.idp.revocations", "kind", kind);
    }

    /** A refresh token came back that had been used already, and its session was ended. */
    public void reused() {
        registry.counter("gatehouse.idp.refresh.reuse").inc();
    }

    /** Watches a number that is asked for when metrics are read. */
    public void watch(String name, Supplier<Number> value) {
        registry.gauge(name, value);
    }

    private void count(String name, String tag, String value) {
        registry.counter(name, new Tag(tag, value)).inc();
    }
}

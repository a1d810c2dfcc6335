// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.check.Decision;
import io.gatehouse.authz.check.DecisionListener;
import io.gatehouse.authz.check.GateRequest;
import io.gatehouse.common.web.RequestContext;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Decisions, their time, and how current keys and deny list are. */
final class GateMetrics implements DecisionListener {
    private static final double NANOS = 1e9;

    private final MetricRegistry registry;
    private final Timer time;
    private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

    GateMetrics(MetricRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
        this.time = registry.timer("authz_check");
    }

    @Override
    public void decided(
            GateRequest request, RequestContext context, Decision decision, long nanos) {
        counters.computeIfAbsent(decision.reason(), reason -> counter(decision)).inc();
        time.update(Duration.ofNanos(nanos));
    }

    /** Gauges of what the gate knows. */
    void watch(Gate gate) {
        registry.gauge(
                "authz_deny_list_age_seconds",
                gate.denyList(),
                list -> list.age().toNanos() / NANOS);
        registry.gauge("authz_deny_list_revision", gate.denyList(), list -> list.revision());
        registry.gauge("authz_deny_list_entries", gate.denyList(), list -> list.size());
        registry.gauge("authz_deny_list_reloads", gate.denyList(), list -> list.reloads());
        registry.gauge("authz_key_ring_generation", gate.keys(), keys -> keys.ring().generation());
        registry.gauge("authz_key_refreshes", gate.keys(), keys -> keys.refreshed(), outcome("ok"));
        registry.gauge(
                "authz_key_refreshes", gate.keys(), keys -> keys.failed(), outcome("failed"));
    }

    /** A reason belongs to one outcome, so it alone is the key. */
    private Counter counter(Decision decision) {
        return registry.counter(
                "authz_decisions",
                outcome(decision instanceof Decision.Allowed ? "allow" : "deny"),
                new Tag("reason", decision.reason()));
    }

    private static Tag outcome(String value) {
        return new Tag("outcome", value);
    }
}

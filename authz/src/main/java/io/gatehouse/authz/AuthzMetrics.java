// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static io.gatehouse.common.web.server.Metrics.named;
import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.check.Decision;
import io.gatehouse.authz.check.DecisionListener;
import io.gatehouse.authz.check.GateRequest;
import io.gatehouse.common.web.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** The metrics of this service: decisions, their duration, and the state of keys and deny list. */
@ApplicationScoped
class AuthzMetrics implements DecisionListener {
    private static final double NANOS = 1e9;
    private static final Metadata TIME = named("authz_check", "Time that a decision took.");
    private static final Metadata DECISIONS =
            named("authz_decisions", "Decisions, by outcome and reason.");
    private static final Metadata LIST_AGE =
            named("authz_deny_list_age_seconds", "Time since idp was last heard of.");
    private static final Metadata LIST_REVISION =
            named("authz_deny_list_revision", "Newest revision of the deny list known here.");
    private static final Metadata LIST_ENTRIES =
            named("authz_deny_list_entries", "Entries of the deny list.");
    private static final Metadata LIST_RELOADS =
            named("authz_deny_list_reloads", "Times the deny list was loaded anew.");
    private static final Metadata KEY_GENERATION =
            named("authz_key_ring_generation", "Times the keys of idp have changed.");
    private static final Metadata API_KEYS =
            named("authz_api_keys", "API keys whose exchange is remembered.");
    private static final Metadata KEY_REFRESHES =
            named("authz_key_refreshes", "Fetches of the keys of idp, by outcome.");

    private final MetricRegistry registry;
    private final Timer time;
    private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

    @Inject
    AuthzMetrics(MetricRegistry registry, Authorizer authorizer) {
        this.registry = requireNonNull(registry, "registry");
        this.time = registry.timer(TIME);
        watch(authorizer);
    }

    @Override
    public void decided(
            GateRequest request, RequestContext context, Decision decision, long nanos) {
        counters.computeIfAbsent(decision.reason(), reason -> counter(decision)).inc();
        time.update(Duration.ofNanos(nanos));
    }

    private void watch(Authorizer authorizer) {
        registry.gauge(LIST_AGE, authorizer.denyList(), list -> list.age().toNanos() / NANOS);
        registry.gauge(LIST_REVISION, authorizer.denyList(), list -> list.revision());
        registry.gauge(LIST_ENTRIES, authorizer.denyList(), list -> list.size());
        registry.gauge(LIST_RELOADS, authorizer.denyList(), list -> list.reloads());
        registry.gauge(API_KEYS, authorizer.apiKeys(), apiKeys -> apiKeys.size());
        registry.gauge(KEY_GENERATION, authorizer.keys(), keys -> keys.current().generation());
        registry.gauge(KEY_REFRESHES, authorizer.keys(), keys -> keys.refreshed(), outcome("ok"));
        registry.gauge(KEY_REFRESHES, authorizer.keys(), keys -> keys.failed(), outcome("failed"));
    }

    /** A reason belongs to one outcome, so it alone is the key. */
    private Counter counter(Decision decision) {
        return registry.counter(
                DECISIONS,
                outcome(decision instanceof Decision.Allowed ? "allow" : "deny"),
                new Tag("reason", decision.reason()));
    }

    private static Tag outcome(String value) {
        return new Tag("outcome", value);
    }
}

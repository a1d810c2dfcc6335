// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * UP once keys and deny list have been loaded, and then for good. A stale deny list is told in the
 * data and not as DOWN: it has the same cause for all instances, so DOWN would take every one of
 * them out and close the routes that need not be closed.
 */
@Readiness
@ApplicationScoped
public class AuthzReadiness implements HealthCheck {
    private final AuthzServer server;

    @Inject
    public AuthzReadiness(AuthzServer server) {
        this.server = requireNonNull(server, "server");
    }

    /** For the proxy that CDI puts before this bean. */
    protected AuthzReadiness() {
        this.server = null;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("gate");
        Optional<Authorizer> authorizer = server.authorizer();
        authorizer.ifPresent(it ->
                health.withData("denyListLoaded", it.denyList().isLoaded())
                        .withData("stale", it.denyList().isStale())
                        .withData("ageSeconds", it.denyList().age().toSeconds())
                        .withData("revision", it.denyList().revision())
                        .withData("jwkSetGeneration", it.keys().current().generation()));
        return health.status(authorizer.map(Authorizer::isReady).orElse(false)).build();
    }
}

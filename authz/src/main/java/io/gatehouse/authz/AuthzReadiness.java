// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.revocation.DenyList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * UP once keys and deny list have been loaded, and then for good. A stale deny list is told in the
 * data and not as DOWN: it has the same cause for all instances, so DOWN would take every one of
 * them out and close the routes that need not be closed.
 */
@Readiness
@ApplicationScoped
class AuthzReadiness implements HealthCheck {
    private final Authorizer authorizer;

    @Inject
    AuthzReadiness(Authorizer authorizer) {
        this.authorizer = requireNonNull(authorizer, "authorizer");
    }

    @Override
    public HealthCheckResponse call() {
        DenyList list = authorizer.denyList();
        return HealthCheckResponse.named("gate")
                .withData("denyListLoaded", list.isLoaded())
                .withData("stale", list.isStale())
                .withData("ageSeconds", list.age().toSeconds())
                .withData("revision", list.revision())
                .withData("jwkSetGeneration", authorizer.keys().current().generation())
                .status(authorizer.isReady())
                .build();
    }
}

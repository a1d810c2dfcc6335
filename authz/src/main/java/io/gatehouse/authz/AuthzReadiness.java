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
 * Readiness: UP once the keys and the deny list have been loaded, and from then on. A stale deny
 * list is reported in the data and not as DOWN: all instances share its cause, so DOWN would remove
 * every one of them, and close even the routes that are not sensitive.
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

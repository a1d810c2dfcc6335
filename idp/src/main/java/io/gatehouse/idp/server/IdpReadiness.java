// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.registration.AccountsFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: UP once a signing key is loaded and the accounts of the accounts file exist. */
@Readiness
@ApplicationScoped
class IdpReadiness implements HealthCheck {

    private final SigningKeys signingKeys;
    private final AccountsFile accounts;

    @Inject
    IdpReadiness(SigningKeys signingKeys, AccountsFile accounts) {
        this.signingKeys = signingKeys;
        this.accounts = accounts;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("idp")
                .status(signingKeys.loaded() && accounts.applied())
                .withData("signingKey", signingKeys.loaded())
                .withData("accountsFile", accounts.applied())
                .build();
    }
}

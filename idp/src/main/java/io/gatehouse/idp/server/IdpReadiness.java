// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import io.gatehouse.idp.account.AccountsFile;
import io.gatehouse.idp.keys.KeyRing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once there is a key to sign with and the accounts that must exist do. */
@Readiness
@ApplicationScoped
public class IdpReadiness implements HealthCheck {

    private final KeyRing ring;
    private final AccountsFile accounts;

    @Inject
    public IdpReadiness(KeyRing ring, AccountsFile accounts) {
        this.ring = ring;
        this.accounts = accounts;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("idp")
                .status(ring.loaded() && accounts.applied())
                .withData("signingKey", ring.loaded())
                .withData("accountsFile", accounts.applied())
                .build();
    }
}

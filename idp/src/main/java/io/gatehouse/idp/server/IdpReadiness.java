// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.oauth.client.ClientsFile;
import io.gatehouse.idp.registration.AccountsFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: UP once a signing key is loaded, and what the files name is in the database. */
@Readiness
@ApplicationScoped
class IdpReadiness implements HealthCheck {

    private final SigningKeys signingKeys;
    private final AccountsFile accounts;
    private final ClientsFile clients;

    @Inject
    IdpReadiness(SigningKeys signingKeys, AccountsFile accounts, ClientsFile clients) {
        this.signingKeys = signingKeys;
        this.accounts = accounts;
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("idp")
                .status(signingKeys.loaded() && accounts.applied() && clients.applied())
                .withData("signingKey", signingKeys.loaded())
                .withData("accountsFile", accounts.applied())
                .withData("clientsFile", clients.applied())
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Produces {@link Passwords} with the configured cost, and closes them. */
@ApplicationScoped
class PasswordBeans {
    @Produces
    @Singleton
    Passwords passwords(IdpConfig config, SecureRandom random) {
        return new Passwords(config.passwords(), random);
    }

    void close(@Disposes Passwords passwords) {
        passwords.close();
    }
}

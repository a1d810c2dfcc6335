// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Produces the beans that all packages of this service share. */
@ApplicationScoped
class IdpBeans {
    @Produces
    @Singleton
    IdpConfig config(ConfigKeys keys) {
        return IdpConfig.from(keys);
    }

    /** For secrets; all other randomness comes from the {@code RandomGenerator} of common. */
    @Produces
    @Singleton
    @Typed(SecureRandom.class)
    SecureRandom random() {
        return new SecureRandom();
    }
}

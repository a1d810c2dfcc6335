// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the configuration, which all packages of this service share. */
@ApplicationScoped
class IdpBeans {
    @Produces
    @Singleton
    IdpConfig config(ConfigKeys keys) {
        return IdpConfig.from(keys);
    }
}

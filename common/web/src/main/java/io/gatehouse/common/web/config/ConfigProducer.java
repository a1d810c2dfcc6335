// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Makes {@link ConfigKeys} injectable, backed by MicroProfile Config. */
@ApplicationScoped
class ConfigProducer {
    @Produces
    @Singleton
    ConfigKeys keys(Config config) {
        return new ConfigKeys(key -> config.getOptionalValue(key, String.class));
    }
}

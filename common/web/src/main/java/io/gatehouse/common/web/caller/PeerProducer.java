// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the {@link PeerConfig} injectable. */
@ApplicationScoped
class PeerProducer {
    @Produces
    @Singleton
    PeerConfig config(ConfigKeys keys) {
        return PeerConfig.from(keys);
    }
}

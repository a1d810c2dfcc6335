// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Produces what all parts of the service share: the configuration and the keys for secrets. */
@ApplicationScoped
class ProductsBeans {
    @Produces
    @Singleton
    ProductsConfig config(ConfigKeys keys) {
        return ProductsConfig.from(keys);
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(ProductsConfig config, SecureRandom random) {
        return SealingKeys.parse(config.sealKeysFile().lines(), random);
    }
}

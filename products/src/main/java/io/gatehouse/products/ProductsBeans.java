// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Produces what all parts of the service share: the configuration, keys and source of ids. */
@ApplicationScoped
class ProductsBeans {
    @Produces
    @Singleton
    ProductsConfig config(ConfigKeys keys) {
        return ProductsConfig.from(keys);
    }

    /** For secrets; all other randomness comes from the {@code RandomGenerator} of common. */
    @Produces
    @Singleton
    @Typed(SecureRandom.class)
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(ProductsConfig config, SecureRandom random) {
        return SealingKeys.read("products.seal.keys-file", config.sealKeysFile(), random);
    }

    @Produces
    @Singleton
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }
}

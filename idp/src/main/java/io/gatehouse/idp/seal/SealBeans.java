// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Produces the keys for secrets at rest, from the configured files, and the background work of
 * {@link Resealing}.
 */
@ApplicationScoped
class SealBeans {
    private static final Duration RESEALING = Duration.ofMinutes(10);

    @Produces
    @Singleton
    RepeatedWork resealing(Resealing resealing, RandomGenerator random) {
        return new RepeatedWork("resealing", RESEALING, random, resealing::round).atOnce();
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(IdpConfig config, SecureRandom random) {
        return SealingKeys.parse(config.secrets().encryptionKeys().lines(), random);
    }

    @Produces
    @Singleton
    KeyedHash lookupKey(IdpConfig config) {
        return KeyedHash.parse(config.secrets().lookupKey().text());
    }
}

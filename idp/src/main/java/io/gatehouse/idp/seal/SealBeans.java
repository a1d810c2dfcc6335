// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Produces the keys for secrets at rest, from the configured files. */
@ApplicationScoped
class SealBeans {
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Produces the keys for secrets at rest, from the configured files. */
@ApplicationScoped
class SealBeans {
    @Produces
    @Singleton
    SealingKeys sealingKeys(IdpConfig config, SecureRandom random) {
        return SealingKeys.read(
                "idp.encryption-keys-file", config.secrets().encryptionKeys(), random);
    }

    @Produces
    @Singleton
    KeyedHash lookupKey(IdpConfig config) {
        return KeyedHash.parse(read("idp.lookup-key-file", config.secrets().lookupKey()));
    }

    private static String read(String key, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(key + " cannot be read: " + file, e);
        }
    }
}

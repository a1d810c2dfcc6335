// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpSetting;
import io.gatehouse.idp.account.EmailVault;
import io.gatehouse.idp.password.PasswordRules;
import io.gatehouse.idp.password.Passwords;
import io.gatehouse.idp.seal.KeyedHash;
import io.gatehouse.idp.seal.SealingKeys;
import io.gatehouse.idp.session.RefreshTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.Config;

/** Makes what is built from configuration, files and the platform. */
@ApplicationScoped
public class IdpBeans {

    @Produces
    @Singleton
    IdpConfig config(Config source) {
        return IdpConfig.from(key -> source.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(IdpConfig config, SecureRandom random) {
        Path file = config.secrets().encryptionKeys();
        return SealingKeys.parse(
                read(IdpSetting.ENCRYPTION_KEYS_FILE, file).lines().toList(), random);
    }

    @Produces
    @Singleton
    KeyedHash lookupKey(IdpConfig config) {
        return KeyedHash.parse(read(IdpSetting.LOOKUP_KEY_FILE, config.secrets().lookupKey()));
    }

    @Produces
    @Singleton
    EmailVault emails(SealingKeys keys, KeyedHash lookup) {
        return new EmailVault(keys, lookup);
    }

    @Produces
    @Singleton
    RefreshTokens refreshTokens(KeyedHash key, SecureRandom random) {
        return new RefreshTokens(key, random);
    }

    @Produces
    @Singleton
    PasswordRules passwordRules() {
        return new PasswordRules();
    }

    @Produces
    @Singleton
    Passwords passwords(IdpConfig config, SecureRandom random) {
        return new Passwords(config.passwords(), random);
    }

    void close(@Disposes Passwords passwords) {
        passwords.close();
    }

    private static String read(IdpSetting setting, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(setting.key() + " cannot be read: " + file, e);
        }
    }
}

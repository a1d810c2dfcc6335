// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import java.util.Optional;

/** Every configuration key of this service with the value it has when nothing is said. */
public enum IdpSetting {
    ISSUER("idp.issuer", Need.REQUIRED),
    ENCRYPTION_KEYS_FILE("idp.encryption-keys-file", Need.REQUIRED),
    LOOKUP_KEY_FILE("idp.lookup-key-file", Need.REQUIRED),
    ALLOWED_ORIGINS("idp.allowed-origins", Need.OPTIONAL),
    ACCOUNTS_FILE("idp.accounts-file", Need.OPTIONAL),
    PASSWORD_MEMORY_KIB("idp.password.memory-kib", "19456"),
    PASSWORD_ITERATIONS("idp.password.iterations", "2"),
    PASSWORD_PARALLELISM("idp.password.parallelism", "1"),
    PASSWORD_CONCURRENCY("idp.password.concurrency", Need.OPTIONAL),
    PASSWORD_QUEUE("idp.password.queue", "16"),
    TOKEN_TTL("idp.token.ttl", "PT5M"),
    SESSION_IDLE("idp.session.idle", "P14D"),
    SESSION_ABSOLUTE("idp.session.absolute", "P30D"),
    KEYS_PENDING("idp.keys.pending", "PT60M"),
    KEYS_ACTIVE("idp.keys.active", "P30D");

    private enum Need {
        REQUIRED,
        OPTIONAL
    }

    private final String key;
    private final boolean required;
    private final Optional<String> fallback;

    IdpSetting(String key, Need need) {
        this.key = key;
        this.required = need == Need.REQUIRED;
        this.fallback = Optional.empty();
    }

    IdpSetting(String key, String fallback) {
        this.key = key;
        this.required = false;
        this.fallback = Optional.of(fallback);
    }

    public String key() {
        return key;
    }

    public boolean required() {
        return required;
    }

    public Optional<String> fallback() {
        return fallback;
    }
}

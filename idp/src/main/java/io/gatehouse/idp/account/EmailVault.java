// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Encrypts e-mail addresses for the database, and hashes them so that they stay unique. */
@ApplicationScoped
class EmailVault {

    private final SealingKeys keys;
    private final KeyedHash lookup;

    @Inject
    EmailVault(SealingKeys keys, KeyedHash hash) {
        this.keys = keys;
        this.lookup = hash.purpose("email-lookup");
    }

    byte[] seal(EmailAddress email, UUID account) {
        return keys.seal(email.text().getBytes(UTF_8), context(account.toString()));
    }

    String open(byte[] sealed, UUID account) {
        return new String(keys.open(sealed, context(account.toString())), UTF_8);
    }

    byte[] lookup(EmailAddress email) {
        return lookup.hash(email.text());
    }

    static String context(String account) {
        return "email:" + account;
    }
}

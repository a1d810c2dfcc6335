// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets of 256 random bits, in base64url. */
@ApplicationScoped
public class RandomSecrets {

    private static final int BYTES = 32;

    private final SecureRandom random;

    @Inject
    RandomSecrets(SecureRandom random) {
        this.random = random;
    }

    /** A secret of 43 characters. */
    public String next() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

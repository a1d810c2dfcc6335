// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.idp.IdpConfig.Cost;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash with its parameters and salt, written in the PHC string format: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
final class PasswordHash {

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Cost cost;
    private final byte[] salt;
    private final byte[] digest;

    PasswordHash(Cost cost, byte[] salt, byte[] digest) {
        this.cost = cost;
        this.salt = salt.clone();
        this.digest = digest.clone();
    }

    static PasswordHash parse(String phc) {
        Matcher fields = PHC.matcher(phc);
        if (!fields.matches()) {
            // The text itself stays out of the message: it is a secret.
            throw new IllegalArgumentException("a stored password hash cannot be read");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(
                new Cost(
                        Integer.parseInt(fields.group(1)),
                        Integer.parseInt(fields.group(2)),
                        Integer.parseInt(fields.group(3))),
                base64.decode(fields.group(4)),
                base64.decode(fields.group(5)));
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.iterations(),
                        cost.parallelism(),
                        base64.encodeToString(salt),
                        base64.encodeToString(digest));
    }

    Cost cost() {
        return cost;
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] digest() {
        return digest.clone();
    }
}

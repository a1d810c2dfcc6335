// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import java.util.Base64;

/** Decodes key material, and never repeats it in a message. */
final class KeyMaterial {

    private KeyMaterial() {}

    static byte[] decode(String base64, int length) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // The cause would quote the offending character of a secret.
            throw new IllegalArgumentException("a key is not base64");
        }
        if (key.length != length) {
            throw new IllegalArgumentException("a key must have " + length + " bytes");
        }
        return key;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares requests by content, so that what has the key of another is noticed. */
public final class ContentHash {
    private ContentHash() {}

    /** SHA-256, in lower-case hexadecimal, of the canonical form of a request. */
    public static String of(byte[] canonical) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

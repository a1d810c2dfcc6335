// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

import jakarta.ws.rs.core.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A document that the build has generated, with its entity tag. */
final class Document {
    private final byte[] bytes;
    private final EntityTag tag;

    Document(byte[] bytes) {
        this.bytes = bytes.clone();
        this.tag = new EntityTag(digest(bytes));
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The strong entity tag, a digest of the bytes. */
    EntityTag tag() {
        return tag;
    }
}

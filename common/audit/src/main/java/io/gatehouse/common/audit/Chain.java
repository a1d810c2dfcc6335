// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** How one event of the trail is tied to the one before it. */
public final class Chain {

    /** What stands for the hash before the first event: 32 bytes of zero, in hexadecimal. */
    public static final String START = "0".repeat(64);

    private static final String METADATA = "metadata";
    private static final String SEQUENCE = "sequence";
    private static final String UNMAPPED = "unmapped";
    private static final String HASH = "hash";

    private Chain() {}

    /**
     * Gives an event its number, and ties it to the one before.
     *
     * @param event which is changed: it gets its number and its hash
     * @param position from 1
     * @param previous hash of the event before, in hexadecimal, or {@link #START}
     * @return its hash, 64 hexadecimal digits in lower case
     */
    public static String link(ObjectNode event, long position, String previous) {
        event.withObjectProperty(METADATA).put(SEQUENCE, position);
        String hash = hash(event, previous);
        event.withObjectProperty(UNMAPPED).put(HASH, hash);
        return hash;
    }

    /** The number of an event, 0 if it has none. */
    static long position(ObjectNode event) {
        return event.path(METADATA).path(SEQUENCE).asLong(0);
    }

    /** Takes the hash out of an event, so that the event is what was hashed; empty for none. */
    static String takeHash(ObjectNode event) {
        return event.get(UNMAPPED) instanceof ObjectNode unmapped && unmapped.has(HASH)
                ? unmapped.remove(HASH).asText()
                : "";
    }

    /** The hash of an event that holds none. */
    static String hash(ObjectNode event, String previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous.getBytes(UTF_8));
            digest.update(new JsonCanonicalizer(event.toString()).getEncodedUTF8());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a JSON object has a canonical form", impossible);
        }
    }
}

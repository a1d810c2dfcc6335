// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small values with AES-256-GCM under a list of keys: the first encrypts, all decrypt, so a
 * new key is put in front and the old one stays until no value is sealed under it.
 *
 * <p>The context (what the value is and whose) is authenticated: a sealed value copied to another
 * row does not open.
 */
public final class SealingKeys {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte FORMAT = 1;

    private final Map<String, SecretKey> keys;
    private final String first;
    private final SecureRandom random;

    private SealingKeys(Map<String, SecretKey> keys, SecureRandom random) {
        this.keys = keys;
        this.first = keys.keySet().iterator().next();
        this.random = random;
    }

    /** Parses lines of {@code id:base64 of 32 bytes}; skips blank lines and comments with #. */
    public static SealingKeys parse(List<String> lines, SecureRandom random) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String id = colon < 0 ? "" : line.substring(0, colon).strip();
            if (!id.matches("[A-Za-z0-9._-]{1,32}")) {
                throw new IllegalArgumentException("an encryption key has no valid id");
            }
            byte[] key = KeyMaterial.decode(line.substring(colon + 1), KEY_BYTES);
            if (keys.put(id, new SecretKeySpec(key, "AES")) != null) {
                throw new IllegalArgumentException("two encryption keys have the id " + id);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no encryption key");
        }
        return new SealingKeys(keys, random);
    }

    /** A single key of 32 bytes, for instance one that only the holder of a token can derive. */
    public static SealingKeys of(byte[] key, SecureRandom random) {
        return parse(List.of("k:" + Base64.getEncoder().encodeToString(key)), random);
    }

    /** The bytes with which each value begins that the first key seals, and no other value. */
    public byte[] mark() {
        byte[] id = first.getBytes(US_ASCII);
        return ByteBuffer.allocate(2 + id.length).put(FORMAT).put((byte) id.length).put(id).array();
    }

    /** Seals a value anew, under the first key; fails as {@link #open} does. */
    public byte[] reseal(byte[] sealed, String context) {
        return seal(open(sealed, context), context);
    }

    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] header = mark();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, first, nonce, aad(header, context), plain);
        return ByteBuffer.allocate(header.length + NONCE_BYTES + sealed.length)
                .put(header)
                .put(nonce)
                .put(sealed)
                .array();
    }

    public byte[] seal(Secret secret, String context) {
        return seal(secret.text().getBytes(UTF_8), context);
    }

    /** Decrypts a secret; throws {@link SealBrokenException} as {@link #open} does. */
    public Secret openSecret(byte[] sealed, String context) {
        return new Secret(new String(open(sealed, context), UTF_8));
    }

    /** Decrypts a value; throws {@link SealBrokenException} when value, context or key is wrong. */
    public byte[] open(byte[] sealed, String context) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        if (sealed.length < 2 || buffer.get() != FORMAT) {
            throw new SealBrokenException("unknown format");
        }
        int idLength = buffer.get();
        if (idLength < 1 || buffer.remaining() < idLength + NONCE_BYTES + TAG_BITS / 8) {
            throw new SealBrokenException("too short");
        }
        byte[] id = new byte[idLength];
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(id).get(nonce);
        byte[] ciphertext = new byte[buffer.remaining()];
        buffer.get(ciphertext);
        String keyId = new String(id, US_ASCII);
        if (!keys.containsKey(keyId)) {
            throw new SealBrokenException("sealed under a key that is not configured");
        }
        byte[] header = ByteBuffer.allocate(2 + idLength).put(sealed, 0, 2 + idLength).array();
        return crypt(Cipher.DECRYPT_MODE, keyId, nonce, aad(header, context), ciphertext);
    }

    private byte[] crypt(int mode, String keyId, byte[] nonce, byte[] aad, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException("does not open", e);
        }
    }

    private static byte[] aad(byte[] header, String context) {
        byte[] text = context.getBytes(UTF_8);
        return ByteBuffer.allocate(header.length + text.length).put(header).put(text).array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key: {@code ghk_}, 30 random characters of 0-9, A-Z and a-z (178 bits), and 6 of the same
 * alphabet that are the CRC-32 (as in zip) of all before them, the most significant digit first.
 *
 * <p>The form lets scanners of repositories and logs find keys, and the checksum refuses a typing
 * error, or a text that only looks like a key, without a question to the database. It protects
 * nothing: anybody can compute it.
 *
 * @param text all of it, a secret
 */
public record ApiKey(String text) {
    /** What each key begins with, and nothing else of Gatehouse. */
    public static final String PREFIX = "ghk_";

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SHOWN_LENGTH = PREFIX.length() + 4;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_LENGTH + CHECKSUM_LENGTH) + "}");

    /** Refuses a text that is none. */
    public ApiKey {
        if (!isOne(text)) {
            throw new IllegalArgumentException("no API key");
        }
    }

    /** Makes a key. */
    public static ApiKey random(RandomGenerator random) {
        StringBuilder body = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            body.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ApiKey(body + checksum(body.toString()));
    }

    /** The key with this text; empty when its form or its checksum is wrong. */
    public static Optional<ApiKey> parse(String text) {
        return Optional.of(text).filter(ApiKey::isOne).map(ApiKey::new);
    }

    /** The first 8 characters, by which its owner recognises it. */
    public String shown() {
        return text.substring(0, SHOWN_LENGTH);
    }

    private static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "ApiKey[]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.seal.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies who sent an event: {@code t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">}. The time
 * is signed too, so that an event that somebody recorded cannot be sent again later.
 */
final class EventSignature {
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,11}),v1=([0-9a-f]{64})");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<KeyedHash> secrets;

    private EventSignature(List<KeyedHash> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** Takes one secret a line: each verifies, so that a new one can be added before its use. */
    static EventSignature parse(List<String> lines) {
        List<KeyedHash> secrets =
                lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(line -> KeyedHash.of(line.getBytes(StandardCharsets.UTF_8)))
                        .toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no webhook secret");
        }
        return new EventSignature(secrets);
    }

    /**
     * Whether the body was signed within five minutes of now.
     *
     * @param headers all values of the header, since a repeated one is refused as ambiguous
     */
    boolean verifies(List<String> headers, byte[] body, Instant now) {
        Matcher header = FORM.matcher(headers.size() == 1 ? headers.getFirst() : "");
        if (!header.matches()) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(header.group(1)));
        byte[] given = HexFormat.of().parseHex(header.group(2));
        byte[] signed = signed(header.group(1), body);
        boolean isGenuine =
                secrets.stream()
                        .anyMatch(secret -> MessageDigest.isEqual(secret.hash(signed), given));
        return isGenuine && Duration.between(signedAt, now).abs().compareTo(TOLERANCE) <= 0;
    }

    private static byte[] signed(String time, byte[] body) {
        byte[] head = (time + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return signed;
    }
}

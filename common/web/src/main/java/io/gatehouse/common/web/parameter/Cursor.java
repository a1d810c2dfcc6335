// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A position in a list, newest first: the next page begins after it. It is opaque to clients. */
public record Cursor(Instant createdAt, UUID id) {
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
    private static final int BYTES = 3 * Long.BYTES;

    /** The position before the first item. */
    public static final Cursor START = new Cursor(END_OF_TIME, new UUID(-1, -1));

    /** The value of the query parameter {@code after}: base64url without padding. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt));
        bytes.putLong(id.getMostSignificantBits());
        bytes.putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Decodes exactly what {@link #encode} writes; empty for any other text. The database's range
     * of times is smaller than that of {@link Instant}.
     */
    public static Optional<Cursor> decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES) {
                return Optional.empty();
            }
            Instant createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            Cursor cursor = new Cursor(createdAt, new UUID(bytes.getLong(), bytes.getLong()));
            boolean known = !createdAt.isBefore(Instant.EPOCH) && !createdAt.isAfter(END_OF_TIME);
            return Optional.of(cursor).filter(_ -> known && cursor.encode().equals(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

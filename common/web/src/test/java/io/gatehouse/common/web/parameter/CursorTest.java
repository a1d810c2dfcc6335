// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UUID ID = UUID.fromString("5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-02-03T04:05:06.123456Z",
                "9999-12-31T23:59:59Z"
            })
    void decodeWhenEncodedThenSame(String createdAt) {
        Cursor cursor = new Cursor(Instant.parse(createdAt), ID);

        assertThat(Cursor.decode(cursor.encode())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "!!!!",
                "AAAA",
                "\u0000",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "++++++++++++++++++++++++++++++++",
                "________________________________"
            })
    void decodeWhenNotOursThenEmpty(String text) {
        assertThat(Cursor.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800_000_000L, Long.MAX_VALUE})
    void decodeWhenTimeIsOutsideWhatTheDatabaseKnowsThenEmpty(long micros) {
        byte[] bytes = ByteBuffer.allocate(24).putLong(micros).putLong(1).putLong(2).array();

        assertThat(Cursor.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Test
    void startWhenEncodedThenDecodes() {
        assertThat(Cursor.decode(Cursor.START.encode())).contains(Cursor.START);
    }
}

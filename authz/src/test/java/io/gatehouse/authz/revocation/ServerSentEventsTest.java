// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSentEventsTest {

    /** Lines are parted by a bar, as are the data of one event; events are parted by a slash. */
    @ParameterizedTest
    @CsvSource({
        "event: a|data: 1||, 1",
        "event:a|data:1||, 1",
        "data: 1|event: a||, 1",
        "event: a|data:  1 ||, ' 1 '",
        "event: a|data: 1|data: 2||, 1|2",
        "event: a|data: 1||event: a|data: 2||, 1/2",
        "event: a|data: 1|||event: a|data: 2||, 1/2",
        "event: a|data||event: a|data: 2||, 2",
        ": a comment|event: a|id: 7|data: 1||, 1",
        "event: b|data: 1||event: a|data: 2||, 2",
        "data: 1||event: a|data: 2||, 2",
        "event: a|data: 1||data: 2||, 1",
        "event: a||data: 1||, ",
        "event: b|data: 1||data: 2||, ",
        "event: a|data: 1, ",
        "'', "
    })
    void nextWhenStreamIsAsWrittenThenGivesTheDataOfTheNamedEvents(String lines, String data)
            throws IOException {
        assertThat(read(lines.replace('|', '\n')))
                .isEqualTo(data == null ? List.of() : List.of(data.replace('|', '\n').split("/")));
    }

    private static List<String> read(String text) throws IOException {
        var stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var events = new ServerSentEvents(stream, "a");
        List<String> all = new ArrayList<>();
        for (Optional<String> next = events.next(); next.isPresent(); next = events.next()) {
            all.add(next.get());
        }
        return all;
    }
}

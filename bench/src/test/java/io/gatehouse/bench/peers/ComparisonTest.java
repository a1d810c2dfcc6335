// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.bench.Caller;
import io.gatehouse.bench.Load;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    /** Ten answers as expected, and one that is not. */
    private static Round round(String peer, long cpuMillis) {
        Iterator<Boolean> answers =
                Stream.concat(Stream.of(false), Stream.generate(() -> true).limit(10)).iterator();
        Caller caller = answers::next;
        Load.Outcome outcome = Load.run(List.of(caller), () -> !answers.hasNext());
        return new Round(peer, PeerOperation.REFRESH, outcome, cpuMillis, 10);
    }

    @Test
    void roundsWhenThereAreThreeOfEachThenShowsMediansAndOurShare() {
        List<Round> rounds =
                List.of(
                        round("theirs", 10),
                        round("ours", 90),
                        round("ours", 10),
                        round("theirs", 50),
                        round("theirs", 30),
                        round("ours", 0));

        String text = new Comparison("ours", "theirs").rounds(rounds).text();

        assertThat(text)
                .contains("| refresh, CPU-ms/op | 4.00 | 2.00 | 0.500× |")
                .contains("| refresh, of it the database | 1.00 | 1.00 | 1.00× |")
                .contains("| refresh, failed | 3 | 3 | |")
                .doesNotContain("key-set");
    }

    @Test
    void roundsWhenThereAreTwoOfEachThenTheMedianIsBetweenThem() {
        List<Round> rounds =
                List.of(
                        round("theirs", 10),
                        round("ours", 0),
                        round("ours", 20),
                        round("theirs", 50));

        String text = new Comparison("ours", "theirs").rounds(rounds).text();

        assertThat(text).contains("| refresh, CPU-ms/op | 4.00 | 2.00 | 0.500× |");
    }

    @Test
    void memoryAndStartsWhenGivenThenAreInMebibytesAndSeconds() {
        Map<String, Long> memory = Map.of("ours", 1024L * 100, "theirs", 1024L * 400);

        String text =
                new Comparison("ours", "theirs")
                        .starts(
                                Map.of(
                                        "ours",
                                        Duration.ofSeconds(2),
                                        "theirs",
                                        Duration.ofSeconds(10)))
                        .memory(memory, memory)
                        .text();

        assertThat(text)
                .contains("| second start | 10.0 | 2.00 | 0.200× |")
                .contains("| after the load | 400 | 100 | 0.250× |");
    }
}

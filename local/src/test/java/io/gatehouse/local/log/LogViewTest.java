// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogViewTest {
    private static final String REQUEST = "33c9e96e-9798-48e0-bbbf-fedb526bc292";
    private static final String TRACE = "1cef6bc33338e1c68dc67cc86a0a129e";
    private static final LogFilter ALL = new LogFilter(Optional.empty(), Optional.empty());

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);
    @TempDir private Path folder;

    @BeforeEach
    void writeOneRequest() throws IOException {
        // Under the time of its begin, after one that began later.
        append(
                "access",
                "{\"method\":\"GET\",\"path\":\"/late\",\"time\":\"2026-11-27T04:00:05Z\"}");
        append(
                "access",
                ("{\"bytesIn\":0,\"details\":\"via_upstream\",\"durationMillis\":74,"
                                + "\"flags\":\"-\","
                                + "\"method\":\"GET\","
                                + "\"path\":\"/products\",\"requestId\":\"%s\",\"status\":200,"
                                + "\"time\":\"2026-11-27T04:00:01.250Z\",\"traceId\":\"%s\",\"userId\":null}")
                        .formatted(REQUEST, TRACE));
        append(
                "authz",
                ("{\"time\":\"2026-11-27T04:00:02Z\",\"level\":\"INFO\",\"message\":\"decision\",\"requestId\":\"%s\","
                                + "\"traceparent\":\"00-%s-f2ab278473a96501-00\",\"outcome\":\"allow\"}")
                        .formatted(REQUEST, TRACE));
        append("postgres", "2026-11-27 04:00:00.100 UTC [7] ERROR:  no such row");
        append("postgres", "\tat a place");
        append(
                "idp",
                "{\"time\":\"2026-11-27T04:00:03Z\",\"level\":\"WARNING\",\"message\":\"slow\","
                        + "\"error\":\"a\\n\\tb\"}");
    }

    @Test
    void showWhenSeveralPartsWroteThenMergesTheirLinesByTime() throws IOException {
        text(ALL).show();

        assertThat(shown())
                .containsExactly(
                        "2026-11-27",
                        "04:00:00.100 postgres ERROR no such row",
                        "04:00:00.100 postgres INFO  \uFFFDat a place",
                        "04:00:01.250 envoy    INFO  GET /products 200 details=via_upstream durationMillis=74"
                                + " request=33c9e96e trace=1cef6bc3",
                        "04:00:02.000 authz    INFO  decision outcome=allow request=33c9e96e trace=1cef6bc3",
                        "04:00:03.000 idp      WARN  slow",
                        "  a",
                        "  \uFFFDb",
                        "04:00:05.000 envoy    INFO  GET /late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REQUEST,
                "33C9E96E-9798-48E0-BBBF-FEDB526BC292",
                "33c9e96e",
                TRACE,
                "00-" + TRACE + "-0000000000000001-01"
            })
    void showWhenAskedForAnIdThenShowsTheLinesOfItsRequest(String id) throws IOException {
        text(new LogFilter(Optional.empty(), LogFilter.id(id))).show();

        assertThat(shown()).hasSize(3).allMatch(line -> !line.contains("slow"));
    }

    @Test
    void showWhenAskedForAPartThenShowsItsLinesOnly() throws IOException {
        text(new LogFilter(Optional.of("idp"), Optional.empty())).show();

        assertThat(shown()).element(1).asString().contains(" idp ");
        assertThat(shown()).hasSize(4);
    }

    /** Its database and its peers are away, so it complains of nothing that matters. */
    @Test
    void showWhenATrainingRunWroteThenItsLinesAreShownOnlyWhereAskedFor() throws IOException {
        append("training-idp", "{\"message\":\"the database is away\"}");

        text(ALL).show();
        assertThat(shown()).noneMatch(line -> line.contains("away"));

        text(new LogFilter(Optional.of("training-idp"), Optional.empty())).show();
        assertThat(shown()).last().asString().endsWith("the database is away");
    }

    @ParameterizedTest
    @CsvSource({"idp", "33c9e9", "zzzzzzzz", "--------", "../../etc/passwd"})
    void idWhenAWordIsNoneThenEmpty(String word) {
        assertThat(LogFilter.id(word)).isEmpty();
    }

    @Test
    void showWhenOnlyTheLastAreWantedThenLeavesTheOthersOut() throws IOException {
        text(ALL).show(1);

        assertThat(shown()).containsExactly("2026-11-27", "04:00:05.000 envoy    INFO  GET /late");
    }

    @Test
    void jsonWhenALineIsNoneThenMakesAnObjectOfIt() throws IOException {
        LogView.json(new LogFolder(folder), ALL, out).show();

        assertThat(shown()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(shown().getFirst())
                .isEqualTo(
                        "{\"time\":\"2026-11-27T04:00:00.100Z\",\"level\":\"ERROR\",\"logger\":\"postgres\","
                                + "\"message\":\"no such row\"}");
        assertThat(Files.readAllLines(folder.resolve("authz.log"))).allMatch(shown()::contains);
    }

    /** A path that a client sent must not steer the terminal. */
    @Test
    void showWhenALineHoldsControlCharactersThenNoneReachesTheTerminal() throws IOException {
        append("authz", "{\"message\":\"\\u001b]0;title\\u0007\",\"path\":\"/\\u009b31m\"}");
        append("authz", "raw \u001b[31m");

        text(ALL).show();

        assertThat(written.toString(StandardCharsets.UTF_8).codePoints())
                .noneMatch(point -> Character.isISOControl(point) && point != '\n');
    }

    @Test
    void showWhenALogIsRotatedBetweenThenEveryLineIsShownOnce() throws IOException {
        LogView view = text(new LogFilter(Optional.of("orders"), Optional.empty()));
        LogRotation rotation = new LogRotation(folder, 1);
        append("orders", line(1));
        rotation.run();
        append("orders", line(2));
        rotation.run();
        append("orders", line(3));
        view.show();
        append("orders", line(4));
        rotation.run();
        append("orders", line(5));
        append("products", line(6));

        view.show();

        assertThat(shown().stream().filter(line -> line.contains("number")))
                .extracting(line -> line.substring(line.indexOf("number")))
                .containsExactly("number 1", "number 2", "number 3", "number 4", "number 5");
    }

    @Test
    void showWhenALineIsNotWholeYetThenWaitsForItsEnd() throws IOException {
        LogView view = text(new LogFilter(Optional.of("orders"), Optional.empty()));
        Path file = folder.resolve("orders.log");
        Files.writeString(file, line(1).substring(0, 20));
        view.show();
        assertThat(shown()).isEmpty();

        Files.writeString(file, line(1).substring(20) + '\n', StandardOpenOption.APPEND);
        view.show();

        assertThat(shown()).last().asString().endsWith("number 1");
    }

    @Test
    void rotateWhenALogKeepsGrowingThenKeepsSoManyOlderFiles() throws IOException {
        for (int number = 0; number < 9; number++) {
            append("orders", line(number));
            new LogRotation(folder, 1).run();
        }

        assertThat(folder.resolve("orders.log")).isEmptyFile();
        assertThat(folder.resolve("orders.log.1")).content().contains("number 8");
        assertThat(folder.resolve("orders.log.3")).content().contains("number 6");
        assertThat(folder.resolve("orders.log.4")).doesNotExist();
    }

    @Test
    void rotateWhenALogIsSmallThenLeavesIt() throws IOException {
        new LogRotation(folder).run();

        assertThat(folder.resolve("idp.log")).isNotEmptyFile();
        assertThat(folder.resolve("idp.log.1")).doesNotExist();
    }

    private LogView text(LogFilter filter) {
        return LogView.text(new LogFolder(folder), filter, new LogText(ZoneOffset.UTC, false), out);
    }

    private List<String> shown() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String line(int number) {
        return "{\"time\":\"2026-11-27T05:00:0%1$dZ\",\"level\":\"INFO\",\"message\":\"number %1$d\"}"
                .formatted(number);
    }

    private void append(String log, String line) throws IOException {
        Files.writeString(
                folder.resolve(log + ".log"),
                line + '\n',
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

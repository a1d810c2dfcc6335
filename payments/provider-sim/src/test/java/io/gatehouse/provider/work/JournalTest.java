// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JournalTest {
    @TempDir private Path directory;

    private record Entry(int number) {}

    @Test
    void openWhenThereIsNoneThenIsEmpty() throws IOException {
        assertThat(read()).isEmpty();
        assertThat(file()).isEmptyFile();
    }

    @Test
    void appendWhenItReturnsThenTheLineIsInTheFile() throws IOException {
        try (Journal<Entry> journal = open(new ArrayList<>())) {
            journal.append(new Entry(1));

            assertThat(file()).hasContent("{\"number\":1}\n");
        }
    }

    @Test
    void appendWhenManyDoThenEachLineIsWhole() throws IOException {
        try (Journal<Entry> journal = open(new ArrayList<>())) {
            List<Callable<Boolean>> calls =
                    IntStream.range(0, 200)
                            .<Callable<Boolean>>mapToObj(number ->
                                    () -> {
                                        journal.append(new Entry(number));
                                        return true;
                                    })
                            .toList();
            Parallel.all(calls);
        }

        assertThat(read())
                .extracting(Entry::number)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"number\":2", "{\"number\":2}", "\u0000\u0000"})
    void openWhenTheLastLineHasNoEndThenItIsCutOff(String torn) throws IOException {
        Files.writeString(file(), "{\"number\":1}\n" + torn);
        List<Entry> before = new ArrayList<>();

        try (Journal<Entry> journal = open(before)) {
            journal.append(new Entry(3));
        }

        assertThat(before).containsExactly(new Entry(1));
        assertThat(read()).containsExactly(new Entry(1), new Entry(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n", "\n", "null\n", "{\"number\":\"1\"}\n", "{\"other\":1}\n"})
    void openWhenALineIsDamagedThenRefusesAndChangesNothing(String damaged) throws IOException {
        String text = "{\"number\":1}\n" + damaged + "{\"number\":3}\n{\"num";
        Files.writeString(file(), text);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line 2 of " + file() + " cannot be read");
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void appendWhenAWriteFailedThenNothingIsAppendedAnyMore() throws IOException {
        Journal<Entry> journal = open(new ArrayList<>());
        journal.close();

        assertThatThrownBy(() -> journal.append(new Entry(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.append(new Entry(2)))
                .hasRootCauseMessage("an earlier entry could not be written");
    }

    private Path file() {
        return directory.resolve("journal.jsonl");
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        open(entries).close();
        return entries;
    }

    private Journal<Entry> open(List<Entry> entries) throws IOException {
        return Journal.open(file(), Entry.class, entries::add);
    }
}

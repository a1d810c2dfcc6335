// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the results as Markdown. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    String text() {
        return text.toString();
    }

    Report title(String title) {
        text.append("# ").append(title).append("\n\n");
        return this;
    }

    Report circumstances(Map<String, String> facts) {
        facts.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        return this;
    }

    Report starts(List<Duration> starts) {
        section("Start, from the command until the system is up");
        row("start", "seconds");
        row("---", "---:");
        for (int i = 0; i < starts.size(); i++) {
            row(
                    i == 0 ? "first, in an empty home" : "again",
                    number(starts.get(i).toMillis() / 1e3));
        }
        return this;
    }

    Report memory(Map<String, Long> rested, Map<String, Long> loaded) {
        section("Memory, resident, MiB");
        row("process", "after the start", "after the load");
        row("---", "---:", "---:");
        rested.forEach((name, kib) -> row(name, mib(kib), mib(loaded.getOrDefault(name, 0L))));
        row("sum", mib(sum(rested)), mib(sum(loaded)));
        text.append("\nPostgreSQL is many processes; pages they share are counted in each.\n");
        return this;
    }

    /** A table with a row for each operation and way, and one with the cost of the gate. */
    Report operations(List<Measured> all, List<String> processes) {
        section("Requests");
        List<String> head =
                Stream.concat(
                                Stream.of(
                                        "operation",
                                        "way",
                                        "req/s",
                                        "p50 ms",
                                        "p99 ms",
                                        "failed",
                                        "CPU-ms/op"),
                                processes.stream())
                        .toList();
        row(head);
        row(head.stream().map(name -> head.indexOf(name) < 2 ? "---" : "---:").toList());
        for (Measured measured : all) {
            row(line(measured, processes));
        }
        section("The cost of the gate (gate / direct)");
        row("operation", "req/s", "p50", "p99", "CPU");
        row("---", "---:", "---:", "---:", "---:");
        Arrays.stream(Operation.values()).forEach(operation -> ratio(all, operation));
        return this;
    }

    Report revocations(Latencies times) {
        section("From the answer to a logout until the gate says 401");
        row("runs", "p50 ms", "p99 ms", "longest ms");
        row("---:", "---:", "---:", "---:");
        row(
                Integer.toString(times.count()),
                number(times.millis(0.5)),
                number(times.millis(0.99)),
                number(times.millis(1)));
        return this;
    }

    private static List<String> line(Measured measured, List<String> processes) {
        Load.Outcome outcome = measured.outcome();
        List<String> cells = new ArrayList<>();
        cells.add(measured.operation().label());
        cells.add(measured.way().label());
        cells.add(number(outcome.perSecond()));
        cells.add(number(outcome.latencies().millis(0.5)));
        cells.add(number(outcome.latencies().millis(0.99)));
        cells.add(Integer.toString(outcome.failures()));
        cells.add(number(measured.cpuPerOperation()));
        processes.forEach(process -> cells.add(number(measured.cpuPerOperation(process))));
        return cells;
    }

    private void ratio(List<Measured> all, Operation operation) {
        Optional<Measured> gate = find(all, operation, Way.GATE);
        Optional<Measured> direct = find(all, operation, Way.DIRECT);
        if (gate.isEmpty() || direct.isEmpty()) {
            return;
        }
        Load.Outcome a = gate.get().outcome();
        Load.Outcome b = direct.get().outcome();
        row(
                operation.label(),
                times(a.perSecond() / b.perSecond()),
                times(a.latencies().millis(0.5) / b.latencies().millis(0.5)),
                times(a.latencies().millis(0.99) / b.latencies().millis(0.99)),
                times(gate.get().cpuPerOperation() / direct.get().cpuPerOperation()));
    }

    private static Optional<Measured> find(List<Measured> all, Operation operation, Way way) {
        return all.stream().filter(m -> m.operation() == operation && m.way() == way).findFirst();
    }

    private void section(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    private void row(String... cells) {
        row(List.of(cells));
    }

    private void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static long sum(Map<String, Long> figures) {
        return figures.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String mib(long kib) {
        return Long.toString(Math.round(kib / 1024.0));
    }

    private static String times(double ratio) {
        return number(ratio) + "×";
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}

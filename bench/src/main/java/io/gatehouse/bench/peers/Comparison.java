// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Formats what was measured of two peers as Markdown, with ours as a share of the other's. */
final class Comparison {
    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("CPU-ms/op", Round::cpuPerOperation),
                    new Figure("of it the database", Round::databasePerOperation),
                    new Figure("req/s", round -> round.outcome().perSecond()),
                    new Figure("p50 ms", round -> round.outcome().latencies().millis(0.5)),
                    new Figure("p99 ms", round -> round.outcome().latencies().millis(0.99)));

    private final String ours;
    private final String theirs;
    private final StringBuilder text = new StringBuilder();

    private record Figure(String label, ToDoubleFunction<Round> value) {}

    Comparison(String ours, String theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    String text() {
        return text.toString();
    }

    Comparison title(String title, Map<String, String> facts) {
        text.append("# ").append(title).append("\n\n");
        facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        return this;
    }

    /** The time from the start of a process until its first token. */
    Comparison starts(Map<String, Duration> starts) {
        head("From the start of the process to its first token", "seconds");
        row("second start", starts.get(theirs).toMillis() / 1e3, starts.get(ours).toMillis() / 1e3);
        return this;
    }

    /** Resident memory of the process alone, in KiB. */
    Comparison memory(Map<String, Long> rested, Map<String, Long> loaded) {
        head("Memory of the process, resident", "MiB");
        row("after the start", rested.get(theirs) / 1024.0, rested.get(ours) / 1024.0);
        row("after the load", loaded.get(theirs) / 1024.0, loaded.get(ours) / 1024.0);
        return this;
    }

    Comparison rounds(List<Round> rounds) {
        head("Requests, medians of the rounds", "operation, figure");
        for (PeerOperation operation : PeerOperation.values()) {
            List<Round> all =
                    rounds.stream().filter(round -> round.operation() == operation).toList();
            if (!all.isEmpty()) {
                FIGURES.forEach(figure ->
                        row(
                                operation.label() + ", " + figure.label(),
                                median(all, theirs, figure),
                                median(all, ours, figure)));
                text.append(
                        "| %s, failed | %d | %d | |%n"
                                .formatted(
                                        operation.label(),
                                        failures(all, theirs),
                                        failures(all, ours)));
            }
        }
        return this;
    }

    private static double median(List<Round> rounds, String peer, Figure figure) {
        double[] values =
                rounds.stream()
                        .filter(round -> round.peer().equals(peer))
                        .mapToDouble(figure.value())
                        .sorted()
                        .toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1
                ? values[middle]
                : Arrays.stream(values, middle - 1, middle + 1).average().orElse(Double.NaN);
    }

    private static int failures(List<Round> rounds, String peer) {
        return rounds.stream()
                .filter(round -> round.peer().equals(peer))
                .mapToInt(round -> round.outcome().failures())
                .sum();
    }

    private void head(String title, String first) {
        text.append("%n## %s%n%n".formatted(title));
        List<String> cells = new ArrayList<>(List.of(first, theirs, ours, ours + " / " + theirs));
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
        text.append("| --- | ---: | ---: | ---: |\n");
    }

    private void row(String label, double other, double own) {
        text.append(
                "| %s | %s | %s | %s× |%n"
                        .formatted(label, number(other), number(own), number(own / other)));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}

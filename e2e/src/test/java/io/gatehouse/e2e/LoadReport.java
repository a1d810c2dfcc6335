// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a {@link Load} heard. */
public record LoadReport(List<Sample> samples, Duration took) {

    /**
     * One request.
     *
     * @param status of the answer, 0 where none came
     * @param outcome the code of the problem or what broke, empty where all went well
     */
    public record Sample(Instant at, String what, int status, String outcome, Duration took) {

        public boolean failed() {
            return status < 200 || status > 299;
        }
    }

    public LoadReport {
        samples = List.copyOf(samples);
    }

    public List<Sample> failures() {
        return samples.stream().filter(Sample::failed).toList();
    }

    /** How many failures there were of each kind. */
    public Map<String, Long> kinds() {
        return failures().stream()
                .collect(
                        Collectors.groupingBy(
                                sample -> sample.status() + " " + sample.outcome(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** In which five seconds since the first request how many failed, and how. */
    public String whenFailed() {
        Instant first = samples.stream().map(Sample::at).min(Instant::compareTo).orElseThrow();
        return failures().stream()
                .collect(
                        Collectors.groupingBy(
                                sample -> Duration.between(first, sample.at()).toSeconds() / 5 * 5,
                                TreeMap::new,
                                Collectors.groupingBy(
                                        sample ->
                                                sample.what()
                                                        + ": "
                                                        + sample.status()
                                                        + " "
                                                        + sample.outcome(),
                                        TreeMap::new,
                                        Collectors.counting())))
                .toString();
    }

    /** From the first failure to the last. */
    public Duration disturbed() {
        List<Instant> times = failures().stream().map(Sample::at).sorted().toList();
        return times.isEmpty()
                ? Duration.ZERO
                : Duration.between(times.getFirst(), times.getLast());
    }

    public double perSecond() {
        return samples.size() * 1000.0 / took.toMillis();
    }

    /** One line for people. */
    public String summary() {
        String failed =
                failures().isEmpty() ? "0 failed" : failures().size() + " failed " + kinds();
        Latencies latencies = new Latencies(samples.stream().map(Sample::took).toList());
        return String.format(
                Locale.ROOT,
                "%,d requests in %.0f s (%.0f a second), %s; p50 %d ms, p99 %d ms",
                samples.size(),
                took.toMillis() / 1000.0,
                perSecond(),
                failed,
                latencies.percentile(0.5).toMillis(),
                latencies.percentile(0.99).toMillis());
    }
}

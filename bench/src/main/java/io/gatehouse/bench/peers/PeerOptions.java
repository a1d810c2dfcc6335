// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Repository;
import io.gatehouse.bench.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code bench peers} with their defaults. */
final class PeerOptions {
    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "how long each operation is measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description =
                    "seconds each operation runs before it is measured; 60 for numbers to believe"
                            + " (default: ${DEFAULT-VALUE})")
    private int warmup;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description =
                    "how often each is measured; of two peers, who comes first alternates"
                            + " (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--connections",
            defaultValue = "8",
            description = "callers that each wait for their answer (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "OPERATION",
            description =
                    "only these of key-set, configuration, client-credentials, introspection,"
                            + " refresh, code, sign-in (default: all)")
    private List<String> only = List.of();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "where the result file goes (default: bench/results)")
    private Path results;

    /** The first invalid option; empty when all are valid. */
    Optional<String> fault(Repository repository) {
        List<String> operations =
                Arrays.stream(PeerOperation.values()).map(PeerOperation::label).toList();
        Map<String, Boolean> wrong = new LinkedHashMap<>();
        wrong.put("--seconds must be 1 to 3600", isOutside(seconds, 1, 3600));
        wrong.put("--warmup must be 0 to 3600", isOutside(warmup, 0, 3600));
        wrong.put("--rounds must be 1 to 20", isOutside(rounds, 1, 20));
        wrong.put("--connections must be 1 to 100", isOutside(connections, 1, 100));
        wrong.put("--only takes " + String.join(", ", operations), !operations.containsAll(only));
        Path folder = results(repository);
        wrong.put(
                "--results %s is no folder".formatted(folder),
                Files.exists(folder) && !Files.isDirectory(folder));
        return wrong.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isOutside(int number, int least, int most) {
        return number < least || number > most;
    }

    Duration measured() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmup);
    }

    int rounds() {
        return rounds;
    }

    int connections() {
        return connections;
    }

    List<PeerOperation> operations() {
        return Arrays.stream(PeerOperation.values())
                .filter(operation -> only.isEmpty() || only.contains(operation.label()))
                .toList();
    }

    Path results(Repository repository) {
        return results == null ? repository.path("bench/results") : results.toAbsolutePath();
    }

    /** Under which circumstances something is measured with these options. */
    Map<String, String> circumstances(Results writer) {
        Map<String, String> facts = writer.circumstances();
        facts.put(
                "callers, measured, warm-up, rounds",
                "%d, %d s, %d s, %d".formatted(connections, seconds, warmup, rounds));
        return facts;
    }
}

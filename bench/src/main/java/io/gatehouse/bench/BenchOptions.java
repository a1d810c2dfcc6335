// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of the bench with their defaults. */
final class BenchOptions {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "where the measured system lives; one of an earlier bench is forgotten first"
                            + " (default: bench/target/system)")
    private Path home;

    @Option(
            names = "--seconds",
            defaultValue = "8",
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
            names = "--connections",
            defaultValue = "16",
            description = "callers that each wait for their answer (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--revocations",
            defaultValue = "200",
            description = "logouts whose way to the gate is timed (default: ${DEFAULT-VALUE})")
    private int revocations;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "OPERATION",
            description =
                    "only these of jwks, login, refresh, whoami, whoami-key, products, buy, buy-hot (default: all)")
    private List<String> only = List.of();

    @Option(
            names = "--orders",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "paid orders of the past that are there when the measuring begins, up to"
                            + " 10000000 (default: ${DEFAULT-VALUE})")
    private int orders;

    @Option(
            names = "--limits",
            paramLabel = "FILE",
            description = "the gate's limits while measuring (default: bench/limits.yaml)")
    private Path limits;

    @Option(
            names = "--what",
            defaultValue = "all",
            description = "a word for the name of the result file (default: ${DEFAULT-VALUE})")
    private String what;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "where the result file goes (default: bench/results)")
    private Path results;

    @Option(
            names = "--quick",
            description = "2 s of warm-up, 3 s measured, 50 logouts: shows that the bench works")
    private boolean quick;

    /** The first invalid option; empty when all are valid. The launcher checks its own options. */
    Optional<String> fault(Repository repository) {
        List<String> operations = Arrays.stream(Operation.values()).map(Operation::label).toList();
        Map<String, Boolean> wrong = new LinkedHashMap<>();
        wrong.put("--seconds must be 1 to 3600", isOutside(seconds, 1, 3600));
        wrong.put("--warmup must be 0 to 3600", isOutside(warmup, 0, 3600));
        wrong.put("--connections must be 1 to 1000", isOutside(connections, 1, 1000));
        wrong.put("--revocations must be 1 to 100000", isOutside(revocations, 1, 100_000));
        wrong.put("--orders must be 0 to 10000000", isOutside(orders, 0, 10_000_000));
        wrong.put("--only takes " + String.join(", ", operations), !operations.containsAll(only));
        wrong.put(
                "--what must be letters, digits, dots, _ and -, as a part of a file's name",
                !WORD.matcher(what).matches());
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

    Path home(Repository repository) {
        return home == null ? repository.path("bench/target/system") : home.toAbsolutePath();
    }

    Path limits(Repository repository) {
        return limits == null ? repository.path("bench/limits.yaml") : limits.toAbsolutePath();
    }

    Path results(Repository repository) {
        return results == null ? repository.path("bench/results") : results.toAbsolutePath();
    }

    Duration measured() {
        return Duration.ofSeconds(quick ? 3 : seconds);
    }

    Duration warmup() {
        return Duration.ofSeconds(quick ? 2 : warmup);
    }

    int connections() {
        return connections;
    }

    int revocations() {
        return quick ? 50 : revocations;
    }

    int orders() {
        return orders;
    }

    boolean wants(String operation) {
        return only.isEmpty() || only.contains(operation);
    }

    String what() {
        return what;
    }
}

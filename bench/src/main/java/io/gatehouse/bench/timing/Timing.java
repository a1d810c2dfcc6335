// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.timing;

import io.gatehouse.bench.Bench;
import io.gatehouse.bench.Crowd;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.Repository;
import io.gatehouse.bench.Results;
import io.gatehouse.bench.Shop;
import io.gatehouse.bench.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench timing}: whether time tells what answers do not say. */
@Command(
        name = "./gatehouse bench timing",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.Version.class,
        sortOptions = false,
        description = {
            "Measures requests that idp answers alike, one at a time and in random order,",
            "straight to the process: whether their times tell an account from none. They",
            "are equal if the means are at most 1 ms apart and a rank test (Mann-Whitney)",
            "finds no difference at 0.001. The table goes to standard output and to",
            "bench/results/<date>-timing.md; the exit code is 1 if a pair is not equal."
        })
public final class Timing implements Callable<Integer> {
    private static final int WARM_UP = 200;
    private static final int MOST = 100_000;

    private final Clock clock;
    private final RandomGenerator order = new SplittableRandom(1);
    private final Repository repository = Repository.ofThisProgram();

    @Option(
            names = "--samples",
            defaultValue = "2000",
            description = "of each kind, 100 to 100000 (default: ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "where the result file goes (default: bench/results)")
    private Path results;

    @Spec private CommandSpec spec;

    Timing(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Timing(Clock.systemUTC()))
                .setParameterExceptionHandler(Bench::explain);
    }

    @Override
    public Integer call() throws IOException {
        Path launcher = repository.path("local/target/local.jar");
        Path home = repository.path("bench/target/timing");
        if (samples < 100 || samples > MOST) {
            refuse("--samples must be 100 to " + MOST);
        }
        Launched.forget(launcher, home).ifPresent(this::refuse);
        Results writer = new Results(repository, clock, spec);
        Map<String, String> facts = writer.circumstances();
        facts.put("samples of each kind", Integer.toString(samples));
        List<Row> rows = new ArrayList<>();
        try (Launched system =
                Launched.start(launcher, home, repository.path("bench/limits.yaml"))) {
            writer.say("gatehouse is up; it prepares its next start");
            system.awaitPrepared();
            for (Probe.Pair pair : pairs(system)) {
                writer.say(
                        "%s: %s, %s"
                                .formatted(pair.name(), pair.one().name(), pair.other().name()));
                rows.add(new Row(pair, measure(pair)));
            }
        }
        Path folder = results == null ? repository.path("bench/results") : results;
        writer.publish(folder.toAbsolutePath(), "timing", text(facts, rows));
        return rows.stream().allMatch(row -> row.verdict().isEqual())
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Probe.Pair> pairs(Launched system) {
        Shop shop = new Shop(system);
        Crowd crowd = new Crowd(system, shop);
        crowd.grow(samples + WARM_UP, _ -> {});
        Probe probe = new Probe(shop.api(Way.DIRECT, "idp"), crowd::person);
        return List.of(probe.signIn(), probe.signInWithNothing(), probe.registration());
    }

    private record Row(Probe.Pair pair, Verdict verdict) {}

    private Verdict measure(Probe.Pair pair) {
        for (int i = 0; i < WARM_UP; i++) {
            time(pair.one());
            time(pair.other());
        }
        double[] one = new double[samples];
        double[] other = new double[samples];
        for (int i = 0; i < samples; i++) {
            // What follows what would be a difference as well.
            if (order.nextBoolean()) {
                one[i] = time(pair.one());
                other[i] = time(pair.other());
            } else {
                other[i] = time(pair.other());
                one[i] = time(pair.one());
            }
        }
        return new Verdict(one, other);
    }

    private static double time(Probe.Kind kind) {
        long start = System.nanoTime();
        kind.request().get().expect(kind.status());
        return (System.nanoTime() - start) / 1e6;
    }

    private static String text(Map<String, String> facts, List<Row> rows) {
        StringBuilder text = new StringBuilder("# Bench: what the time of an answer tells\n\n");
        facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
        text.append(
                """

                | endpoint | one kind | the other | means, ms | apart | medians, ms | chance | |
                |---|---|---|---:|---:|---:|---:|---|
                """);
        for (Row row : rows) {
            Verdict verdict = row.verdict();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %.2f, %.2f | %+.2f | %.2f, %.2f | %.3f | %s |%n",
                            row.pair().name(),
                            row.pair().one().name(),
                            row.pair().other().name(),
                            Verdict.mean(verdict.one()),
                            Verdict.mean(verdict.other()),
                            verdict.apart(),
                            Verdict.median(verdict.one()),
                            Verdict.median(verdict.other()),
                            verdict.chance(),
                            verdict.isEqual() ? "equal" : "not equal"));
        }
        return text.toString();
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }
}

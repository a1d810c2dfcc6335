// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench}: measures a system of its own, through the gate and directly. */
@Command(
        name = "./gatehouse bench",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.Version.class,
        sortOptions = false,
        description = {
            "Starts a system of its own on free ports and measures start, memory, requests",
            "through the gate and straight to each service, and how fast a logout reaches",
            "the gate. Numbers below 60 s of warm-up are for comparing, not for believing.",
            "The first word jmh runs microbenchmarks instead, with the options of JMH (-h);",
            "the first word beside measures another revision in turns with this one (-h),",
            "peers another identity provider beside ours (-h), and accounts the identity",
            "provider with few accounts and with many (-h)."
        })
public final class Bench implements Callable<Integer> {
    private static final String BENCH = "bench (callers)";
    private static final List<String> PROCESSES =
            List.of(
                    "envoy",
                    "authz",
                    "idp",
                    "products",
                    "orders",
                    "payments",
                    "provider-sim",
                    "postgres");

    private final Clock clock;
    private final Repository repository = Repository.ofThisProgram();
    private final ProcessFigures figures = ProcessFigures.ofThisMachine();
    private final List<Measured> measured = new ArrayList<>();

    @Mixin private BenchOptions options;
    @Spec private CommandSpec spec;

    Bench(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench(Clock.systemUTC()))
                .setParameterExceptionHandler(Bench::explain);
    }

    /** Prints one sentence, as every verb does, instead of the whole help. */
    public static int explain(ParameterException failure, String[] arguments) {
        failure.getCommandLine()
                .getErr()
                .printf(
                        "gatehouse: %s; try %s --help%n",
                        failure.getMessage(),
                        failure.getCommandLine()
                                .getCommandName()
                                .replace(
                                        "./gatehouse",
                                        System.getProperty("gatehouse.program", "./gatehouse")));
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws IOException {
        Path home = options.home(repository);
        options.fault(repository)
                .or(() -> Launched.check(launcher(), home, options.limits(repository)))
                .or(() -> Launched.forget(launcher(), home))
                .ifPresent(this::refuse);
        Map<String, String> facts = circumstances();
        List<Duration> starts = new ArrayList<>();
        try (Launched first = launch(home)) {
            starts.add(first.took());
            first.awaitPrepared();
        }
        Report report = new Report().title("Bench: " + options.what()).circumstances(facts);
        try (Launched system = launch(home)) {
            starts.add(system.took());
            report.starts(starts);
            measure(system, report);
        }
        results().publish(options.results(repository), options.what(), report.text());
        return CommandLine.ExitCode.OK;
    }

    private Launched launch(Path home) {
        Launched system = Launched.start(launcher(), home, options.limits(repository));
        say("up after %.1f s".formatted(system.took().toMillis() / 1e3));
        return system;
    }

    private void measure(Launched system, Report report) {
        if (options.orders() > 0) {
            new PastOrders(system).write(options.orders(), this::tellWritten);
        }
        Shop shop = new Shop(system);
        Map<String, Long> rested = figures.rssKib(system.processes());
        for (Operation operation : Operation.values()) {
            if (options.wants(operation.label())) {
                Arrays.stream(Way.values()).forEach(way -> measure(system, shop, operation, way));
            }
        }
        Map<String, Long> loaded = figures.rssKib(system.processes());
        report.memory(rested, loaded);
        List<String> columns = new ArrayList<>(PROCESSES);
        columns.add(BENCH);
        report.operations(measured, columns);
        report.revocations(Revocations.measure(shop, options.revocations()));
    }

    private void tellWritten(int orders) {
        if (orders % 100_000 == 0 || orders == options.orders()) {
            say("%d of %d past orders".formatted(orders, options.orders()));
        }
    }

    private void measure(Launched system, Shop shop, Operation operation, Way way) {
        List<Caller> callers = operation.callers(shop, way, options.connections());
        Load.run(callers, options.warmup());
        Map<String, Long> before = cpu(system);
        Load.Outcome outcome = Load.run(callers, options.measured());
        Map<String, Long> spent = new LinkedHashMap<>();
        cpu(system)
                .forEach((name, millis) -> spent.put(name, millis - before.getOrDefault(name, 0L)));
        measured.add(new Measured(operation, way, outcome, spent));
        say(
                "%s %s: %.0f a second, %d failed"
                        .formatted(
                                operation.label(),
                                way.label(),
                                outcome.perSecond(),
                                outcome.failures()));
    }

    private Map<String, Long> cpu(Launched system) {
        Map<String, Long> pids = new LinkedHashMap<>(system.processes());
        pids.keySet().retainAll(PROCESSES);
        pids.put(BENCH, ProcessHandle.current().pid());
        return figures.cpuMillis(pids);
    }

    private Map<String, String> circumstances() {
        Map<String, String> facts = results().circumstances();
        facts.put(
                "callers, measured, warm-up",
                "%d, %d s, %d s"
                        .formatted(
                                options.connections(),
                                options.measured().toSeconds(),
                                options.warmup().toSeconds()));
        facts.put("past orders", Integer.toString(options.orders()));
        return facts;
    }

    private Results results() {
        return new Results(repository, clock, spec);
    }

    private void say(String line) {
        results().say(line);
    }

    /** The version of the jar. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Bench.class.getPackage().getImplementationVersion();
            return new String[] {"gatehouse " + Optional.ofNullable(version).orElse("development")};
        }
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }

    private Path launcher() {
        return repository.path("local/target/local.jar");
    }
}

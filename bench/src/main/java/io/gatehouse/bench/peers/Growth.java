// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Bench;
import io.gatehouse.bench.Crowd;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.ProcessFigures;
import io.gatehouse.bench.Repository;
import io.gatehouse.bench.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench accounts}: whether idp is as quick with many accounts as with few. */
@Command(
        name = "./gatehouse bench accounts",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.Version.class,
        sortOptions = false,
        description = {
            "Measures idp with 1000 accounts and with many, straight to the process: each",
            "with a session, and a tenth as many clients. Whoever signs in, and the client",
            "that asks for a token of its own, is another one each time. The table goes to",
            "standard output and to bench/results/<date>-accounts.md."
        })
public final class Growth implements Callable<Integer> {
    private static final int FEW = 1000;
    private static final int MOST = 10_000_000;
    private static final int TOLD = 100_000;

    private final Clock clock;
    private final Repository repository = Repository.ofThisProgram();

    @Option(
            names = "--accounts",
            defaultValue = "1000000",
            description = "how many are many, up to 10000000 (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Mixin private PeerOptions options;
    @Spec private CommandSpec spec;

    Growth(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Growth(Clock.systemUTC()))
                .setParameterExceptionHandler(Bench::explain);
    }

    @Override
    public Integer call() throws IOException {
        Path launcher = repository.path("local/target/local.jar");
        Path home = repository.path("bench/target/accounts");
        if (accounts <= FEW || accounts > MOST) {
            refuse("--accounts must be %d to %d".formatted(FEW + 1, MOST));
        }
        options.fault(repository).or(() -> Launched.forget(launcher, home)).ifPresent(this::refuse);
        Map<String, String> facts = options.circumstances(results());
        try (Launched system =
                Launched.start(launcher, home, repository.path("bench/limits.yaml"))) {
            results().say("gatehouse is up; it prepares its next start");
            system.awaitPrepared();
            String text = compare(system, facts);
            results().publish(options.results(repository), "accounts", text);
        }
        return CommandLine.ExitCode.OK;
    }

    private String compare(Launched system, Map<String, String> facts) {
        Ours ours = Ours.of(system);
        Crowd crowd = new Crowd(system, ours.shop());
        Measuring measuring =
                new Measuring(system, options, ProcessFigures.ofThisMachine(), results());
        List<Round> rounds = new ArrayList<>();
        for (int size : List.of(FEW, accounts)) {
            crowd.grow(size, this::tell);
            Peer peer = new OursWithCrowd(ours, crowd, name(size));
            for (int i = 0; i < options.rounds(); i++) {
                for (PeerOperation operation : options.operations()) {
                    rounds.add(measuring.measure(peer, operation));
                }
            }
        }
        return new Comparison(name(accounts), name(FEW))
                .title("Bench: idp with few accounts and with many", facts)
                .rounds(rounds)
                .text();
    }

    private static String name(int size) {
        return size + " accounts";
    }

    private void tell(int written) {
        if (written % TOLD == 0 || written == accounts) {
            results().say("%d of %d accounts".formatted(written, accounts));
        }
    }

    private Results results() {
        return new Results(repository, clock, spec);
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }
}

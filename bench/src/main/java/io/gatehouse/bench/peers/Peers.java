// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Bench;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.ProcessFigures;
import io.gatehouse.bench.Repository;
import io.gatehouse.bench.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench peers}: Keycloak beside idp, in turns. */
@Command(
        name = "./gatehouse bench peers",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.Version.class,
        sortOptions = false,
        description = {
            "Measures idp beside Keycloak, which comes from Maven Central (180 MB): both in",
            "production mode, straight to the process over TLS, with the same client, person,",
            "password hash and PostgreSQL, in turns. Only ours asks its callers for a",
            "certificate, and makes a new refresh token each time. The table has medians and",
            "ratios, and goes to standard output and to bench/results/<date>-peers.md."
        })
public final class Peers implements Callable<Integer> {
    /** Its distribution, unpacked. */
    private static final Path KEYCLOAK = Path.of(System.getProperty("gatehouse.keycloak", ""));

    private final Clock clock;
    private final Repository repository = Repository.ofThisProgram();
    private final ProcessFigures figures = ProcessFigures.ofThisMachine();

    @Mixin private PeerOptions options;
    @Spec private CommandSpec spec;

    Peers(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Peers(Clock.systemUTC()))
                .setParameterExceptionHandler(Bench::explain);
    }

    @Override
    public Integer call() throws IOException {
        Path launcher = repository.path("local/target/local.jar");
        Path home = repository.path("bench/target/peers/system");
        Path limits = repository.path("bench/limits.yaml");
        options.fault(repository).or(() -> Launched.forget(launcher, home)).ifPresent(this::refuse);
        try (Launched system = Launched.start(launcher, home, limits)) {
            results().say("gatehouse is up; it prepares its next start");
            system.awaitPrepared();
            Ours ours = Ours.of(system);
            try (Keycloak keycloak = Keycloak.start(KEYCLOAK, system, ours, clock)) {
                results().say("keycloak is up");
                results()
                        .publish(
                                options.results(repository),
                                "peers",
                                compare(system, ours, keycloak));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private String compare(Launched system, Peer ours, Peer theirs) {
        Map<String, String> facts = circumstances();
        Map<String, Duration> starts =
                Map.of(ours.name(), ours.restart(clock), theirs.name(), theirs.restart(clock));
        Map<String, Long> rested = memory(ours, theirs);
        Measuring measuring = new Measuring(system, options, figures, results());
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            List<Peer> turns = i % 2 == 0 ? List.of(theirs, ours) : List.of(ours, theirs);
            for (PeerOperation operation : options.operations()) {
                turns.forEach(peer -> rounds.add(measuring.measure(peer, operation)));
            }
        }
        return new Comparison(ours.name(), theirs.name())
                .title("Bench: idp beside Keycloak", facts)
                .starts(starts)
                .memory(rested, memory(ours, theirs))
                .rounds(rounds)
                .text();
    }

    private Map<String, Long> memory(Peer... peers) {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (Peer peer : peers) {
            pids.put(peer.name(), peer.pid());
        }
        return figures.rssKib(pids);
    }

    private Map<String, String> circumstances() {
        Map<String, String> facts = options.circumstances(results());
        facts.put("peer", KEYCLOAK.getFileName().toString());
        return facts;
    }

    private Results results() {
        return new Results(repository, clock, spec);
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }
}

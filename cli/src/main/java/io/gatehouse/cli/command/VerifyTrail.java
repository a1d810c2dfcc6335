// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.common.audit.TrailVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies the audit trail, of the system or of an export. */
@Command(
        name = "verify",
        description = {
            "Verify that no event of the trail was changed, moved, added or taken away.",
            "What is wrong is named, and the exit code is 1. An event that was taken away before it was chained, a few"
                    + " seconds, leaves no trace; and a database restored from a backup lacks what came after."
        })
final class VerifyTrail implements Callable<Integer> {
    private static final int STEP = 100_000;

    private final CommandContext context;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "An export. Without it, the system is read.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "What `audit key` printed once. Without it, the system is asked.")
    private Path key;

    @Option(
            names = "--noted",
            paramLabel = "N=HASH",
            split = ",",
            description = "A checkpoint of idp's log, that event N has this hash.")
    private Map<Long, String> noted = Map.of();

    private long read;

    VerifyTrail(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public Integer call() {
        TrailVerifier verifier =
                new TrailVerifier(
                        trustedKey(), noted, finding -> context.screen().line(finding.text()));
        Consumer<String> line = text -> take(verifier, text);
        if (file == null) {
            TrailPages.read(context.signedIn(), 0, line);
        } else {
            readFile(line);
        }
        TrailVerifier.Summary summary = verifier.end();
        context.screen()
                .line(
                        "%d events and %d checkpoints, signed up to event %d. Event %d has the hash %s."
                                .formatted(
                                        summary.events(),
                                        summary.checkpoints(),
                                        summary.signedUpTo(),
                                        summary.last(),
                                        summary.hash()));
        context.screen()
                .line(
                        summary.faults() == 0
                                ? "Nothing was changed."
                                : "Faults: " + summary.faults());
        return (summary.faults() == 0 ? ExitCode.OK : ExitCode.PROBLEM).number();
    }

    private void take(TrailVerifier verifier, String line) {
        verifier.line(line);
        read++;
        if (read % STEP == 0) {
            context.screen().remark(read + " lines");
        }
    }

    private OctetKeyPair trustedKey() {
        if (key == null) {
            return TrailPages.parse(TrailPages.key(context.signedIn()).body());
        }
        try {
            return TrailPages.parse(Files.readString(key));
        } catch (IOException e) {
            throw new Failure.Misuse(key + " cannot be read: " + e, e);
        }
    }

    private void readFile(Consumer<String> line) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.lines().forEach(line);
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Misuse(file + " cannot be read: " + e, e);
        }
    }
}

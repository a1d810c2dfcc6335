// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.gate.table.Limits;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of a start. */
final class UpOptions {
    private static final int HTTPS = 8443;
    private static final int HTTP = 8080;
    private static final int CERTIFICATES = 8444;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + HTTPS,
            description = "port of the gateway, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "port that redirects to it, 0 for any free one (default: "
                            + HTTP
                            + " beside --port "
                            + HTTPS
                            + ", else any free one)")
    private Optional<Integer> httpPort = Optional.empty();

    @Option(
            names = "--certificate-port",
            paramLabel = "PORT",
            description =
                    "port where clients authenticate by certificates, 0 for any free one (default: "
                            + CERTIFICATES
                            + " beside --port "
                            + HTTPS
                            + ", else any free one)")
    private Optional<Integer> certificatePort = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "NAME,NAME",
            description =
                    "only these services; idp and authz are needed (default: all of services/)")
    private Optional<String> only = Optional.empty();

    @ArgGroup private LimitOptions limits = new LimitOptions();

    @Option(
            names = "--faults",
            description = "allows the /fail routes, with which an admin breaks a service")
    private boolean faults;

    @Option(
            names = "--crashes",
            paramLabel = "N",
            description =
                    "from its first restart on, each service of ours ends itself at one in N of"
                            + " its commits and calls, to show that nothing is lost")
    private int crashes;

    @Option(
            names = "--debug",
            paramLabel = "SERVICE[:PORT]",
            converter = Debug.Reader.class,
            description =
                    "a debugger can attach to this service of ours (default port: "
                            + Debug.USUAL_PORT
                            + ")")
    private Optional<Debug> debug = Optional.empty();

    @Option(
            names = "--by-hand",
            paramLabel = "SERVICE",
            description =
                    "this service of ours is not started; run/SERVICE.vm has the options to run it"
                            + " with, from an IDE")
    private Optional<String> byHand = Optional.empty();

    @Option(names = "--no-aot", description = "neither uses nor makes AOT caches")
    private boolean noAot;

    /** The ports of the gate by option; with another HTTPS port, the others are any free ones. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--port", port);
        ports.put("--http-port", httpPort.orElse(port == HTTPS ? HTTP : 0));
        ports.put("--certificate-port", certificatePort.orElse(port == HTTPS ? CERTIFICATES : 0));
        return ports;
    }

    /** One in so many commits and calls ends its service; 0 for none. */
    int crashes() {
        return crashes;
    }

    /** The service that the user starts by hand. */
    Optional<String> byHand() {
        return byHand;
    }

    /** The service that a debugger can attach to, and its debug port. */
    Optional<Debug> debug() {
        return debug;
    }

    /** Whether a developer starts this service by hand, or debugs it. */
    boolean isInDevelopment(String service) {
        return byHand.filter(service::equals).isPresent()
                || debug.filter(it -> it.service().equals(service)).isPresent();
    }

    /** The services that run. */
    Selection selection(Repository repository) {
        return Selection.read(
                repository, only.map(names -> List.of(names.split(",", -1))).orElse(List.of()));
    }

    /** The limits of the gate; they must have the names of those in {@code gate/limits.yaml}. */
    Limits limits(Repository repository) {
        Path file = limits.file(repository);
        if (Files.notExists(file)) {
            throw new UsageException("There is no file of limits " + file);
        }
        // Excludes folders and devices; reading a device may never end.
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no regular file, which the limits are read from");
        }
        try {
            Limits usual = TableFile.limits(repository.gate(LimitOptions.USUAL));
            return TableFile.limits(file).requireNamesOf(usual);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /** Refuses invalid port numbers, and one port for both options. */
    void checkPorts() {
        ports().forEach((option, number) -> {
            if (number < 0 || number > LAST_PORT) {
                throw new UsageException(
                        "%s %d is no port, which is a number from 0 to %d"
                                .formatted(option, number, LAST_PORT));
            }
        });
        if (port != 0 && ports().get("--http-port") == port) {
            throw new UsageException(
                    "--port and --http-port are both %d; give one of them another".formatted(port));
        }
    }

    boolean faults() {
        return faults;
    }

    boolean useAot() {
        return !noAot;
    }

    /** The source of the limits: at most one of the two options. */
    static final class LimitOptions {
        private static final String USUAL = "limits.yaml";

        @Option(
                names = "--seed-limits",
                description = "20 requests a minute with a burst of 40 for everyone, to watch it")
        private boolean seed;

        @Option(
                names = "--limits",
                paramLabel = "FILE",
                description = "limits of the gate from this file (default: gate/" + USUAL + ")")
        private Optional<Path> file = Optional.empty();

        private Path file(Repository repository) {
            return file.map(Path::toAbsolutePath)
                    .orElseGet(() -> repository.gate(seed ? "limits-seed.yaml" : USUAL));
        }
    }

    /** A service that a debugger can attach to, at a loopback port. */
    record Debug(String service, int port) {
        /** The default debug port of IDEs. */
        static final int USUAL_PORT = 5005;

        private static final Pattern TEXT = Pattern.compile("([^:]+)(?::([1-9][0-9]{3,4}))?");

        /** Parses {@code products} or {@code products:5006}. */
        static final class Reader implements ITypeConverter<Debug> {
            @Override
            public Debug convert(String text) {
                Matcher matcher = TEXT.matcher(text);
                if (!matcher.matches()) {
                    throw new TypeConversionException(
                            "\"%s\" is no service such as products, or products:5006"
                                    .formatted(text));
                }
                return new Debug(
                        matcher.group(1),
                        Optional.ofNullable(matcher.group(2))
                                .map(Integer::parseInt)
                                .orElse(USUAL_PORT));
            }
        }

        /** Refuses a port that is in use, since the JVM would exit. */
        void requirePort() {
            new Ports(new SecureRandom()).require(Map.of("--debug", port));
        }
    }
}

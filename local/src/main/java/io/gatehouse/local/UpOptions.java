// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a person can choose for a start. */
final class UpOptions {
    private static final int HTTPS = 8443;
    private static final int HTTP = 8080;

    @Option(
            names = "--port",
            defaultValue = "" + HTTPS,
            description = "port of the gateway, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--http-port",
            defaultValue = "" + HTTP,
            description =
                    "port that redirects to it, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--seed-limits",
            description = "20 requests a minute with a burst of 40 for everyone, to watch it")
    private boolean seedLimits;

    @Option(
            names = "--limits",
            paramLabel = "FILE",
            description = "limits of the gate from this file (default: local/limits.properties)")
    private Path limits;

    @Option(
            names = "--faults",
            description = "allows the /fail routes, with which an admin breaks a service")
    private boolean faults;

    @Option(names = "--no-aot", description = "neither uses nor makes AOT caches")
    private boolean noAot;

    int port() {
        return port;
    }

    int httpPort() {
        return httpPort;
    }

    /** The file of the gate's numbers, absolute or in the folder of the launcher. */
    String limits() {
        if (limits != null) {
            return limits.toAbsolutePath().toString();
        }
        return seedLimits ? "limits-seed.properties" : "limits.properties";
    }

    boolean faults() {
        return faults;
    }

    boolean useAot() {
        return !noAot;
    }
}

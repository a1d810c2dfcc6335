// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A program that is not built here, in any language: it speaks plain HTTP to its sidecar, which
 * ends mutual TLS for it.
 *
 * @param port where it listens in the cluster; on a laptop the variable {@code PORT} has it
 * @param command the words that start it on a laptop, in the root of the work tree
 * @param image a bare name gets the prefix {@code gatehouse/}, which overlays map to a registry
 * @param health a path that responds 2xx while the program is well
 */
public record Foreign(
        int port, List<String> command, String image, String health, Resources resources)
        implements Program {
    private static final int LAST_PORT = 65_535;

    /** The first unprivileged port. */
    private static final int FIRST_PORT = 1024;

    /** The ports of Istio's sidecar. */
    private static final int FIRST_PROXY_PORT = 15_000;

    private static final int LAST_PROXY_PORT = 15_099;

    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9][A-Za-z0-9._/:-]*(@sha256:[0-9a-f]{64})?");
    private static final Pattern HEALTH = Pattern.compile("/[A-Za-z0-9._/-]*");

    /**
     * Refuses values with which it could not be started or probed.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Foreign {
        command = List.copyOf(command);
        require(
                port >= FIRST_PORT && port <= LAST_PORT,
                "port %d is not between 1024 and 65535".formatted(port));
        require(
                port < FIRST_PROXY_PORT || port > LAST_PROXY_PORT,
                "port %d is one of the sidecar's, 15000 to 15099".formatted(port));
        require(
                !command.isEmpty() && command.stream().noneMatch(String::isBlank),
                "command: an empty word");
        require(
                IMAGE.matcher(image).matches(),
                "image: \"%s\" is no name of an image".formatted(image));
        require(HEALTH.matcher(health).matches(), "health: \"%s\" is no path".formatted(health));
        if (!image.contains("/") && !image.contains(":")) {
            image = "gatehouse/" + image;
        }
    }

    @Override
    public OptionalInt grpcPort() {
        return OptionalInt.empty();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

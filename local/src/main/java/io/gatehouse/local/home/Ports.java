// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Finds free loopback ports and returns none twice. */
public final class Ports {
    // Below the ephemeral port range, so that no outgoing connection takes a free port before its
    // process starts.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();
    private final List<InetAddress> addresses = loopback();

    public Ports(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
    }

    public synchronized int free() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (obstacle(port).isEmpty()) {
                return port;
            }
        }
        throw new LocalException("There is no free port from %d to %d".formatted(FIRST, LAST));
    }

    /**
     * The ports that the user asked for.
     *
     * @param wanted ports by option, such as {@code --port}; 0 for any free one
     * @return the ports in the same order
     * @throws UsageException naming all ports that are not free
     */
    public synchronized List<Integer> require(Map<String, Integer> wanted) {
        List<String> refused = new ArrayList<>();
        wanted.forEach((option, port) -> {
            if (port != 0) {
                obstacle(port)
                        .ifPresent(reason ->
                                refused.add("%s %d (%s)".formatted(option, port, reason)));
            }
        });
        if (!refused.isEmpty()) {
            throw new UsageException(
                    "Not free: %s; choose another port, or 0 for any free one"
                            .formatted(String.join(" and ", refused)));
        }
        return wanted.values().stream().map(port -> port == 0 ? free() : port).toList();
    }

    private Optional<String> obstacle(int port) {
        if (!given.add(port)) {
            return Optional.of("taken by another part");
        }
        return addresses.stream()
                .map(address -> obstacle(address, port))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The system's error message when a port cannot be bound. */
    private static Optional<String> obstacle(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Otherwise a connection in TIME_WAIT would make the port count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Both address families, since localhost may mean either; many containers have no IPv6. */
    private static List<InetAddress> loopback() {
        return Stream.of("127.0.0.1", "::1")
                .map(InetAddress::ofLiteral)
                .filter(address -> obstacle(address, 0).isEmpty())
                .toList();
    }
}

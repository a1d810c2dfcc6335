// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds free loopback ports and gives none out twice. */
public final class Ports {
    // Below the range systems take outgoing ports from, so that a port which was free a moment
    // ago is not somebody's connection when its process starts.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    public Ports(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
    }

    public synchronized int free() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new LocalException("There is no free port from %d to %d".formatted(FIRST, LAST));
    }

    /**
     * The port a person asked for.
     *
     * @param wanted 0 for any free one
     * @param option what to change when it is taken, such as {@code --port}
     */
    public synchronized int require(int wanted, String option) {
        if (wanted == 0) {
            return free();
        }
        if (!isFree(wanted) || !given.add(wanted)) {
            throw new LocalException(
                    "Port %d is taken; choose another with %s N, or any free one with %s 0"
                            .formatted(wanted, option, option));
        }
        return wanted;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Else a connection that was closed a minute ago would count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}

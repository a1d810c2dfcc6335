// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PortsTest {
    private final Ports ports = new Ports(new SecureRandom());

    @Test
    void freeWhenAskedAgainThenNeverTheSame() {
        assertThat(Stream.generate(ports::free).limit(50)).doesNotHaveDuplicates();
    }

    @Test
    void requireWhenZeroThenIsAnyFreePort() {
        assertThat(ports.require(wanted(0, 0)))
                .allSatisfy(port -> assertThat(port).isPositive())
                .doesNotHaveDuplicates();
    }

    @Test
    void requireWhenFreeThenAreThosePorts() {
        Ports others = new Ports(new SecureRandom());
        Map<String, Integer> wanted = wanted(others.free(), others.free());

        assertThat(ports.require(wanted)).containsExactlyElementsOf(wanted.values());
    }

    @ParameterizedTest
    @MethodSource("loopback")
    void requireWhenBothAreTakenThenNamesBoth(InetAddress taken) throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, taken);
                ServerSocket other = new ServerSocket(0, 1, taken)) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(
                            () -> ports.require(wanted(one.getLocalPort(), other.getLocalPort())))
                    .withMessageContaining("--port " + one.getLocalPort())
                    .withMessageContaining("--http-port " + other.getLocalPort())
                    .withMessageContaining("0 for any free one");
        }
    }

    @Test
    void requireWhenAlreadyGivenAwayThenRefuses() {
        int port = ports.free();

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> ports.require(Map.of("--port", port)))
                .withMessageContaining("--port " + port);
    }

    /** What this machine has of both families. */
    private static Stream<InetAddress> loopback() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isLoopbackAddress);
    }

    private static Map<String, Integer> wanted(int https, int http) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("--port", https);
        wanted.put("--http-port", http);
        return wanted;
    }
}

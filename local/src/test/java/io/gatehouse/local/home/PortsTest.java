// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PortsTest {
    private final Ports ports = new Ports(new SecureRandom());

    @Test
    void freeWhenAskedAgainThenNeverTheSame() {
        assertThat(Stream.generate(ports::free).limit(50)).doesNotHaveDuplicates();
    }

    @Test
    void requireWhenZeroThenIsAnyFreePort() {
        assertThat(ports.require(0, "--port")).isPositive();
    }

    @Test
    void requireWhenFreeThenIsThatPort() {
        int port = new Ports(new SecureRandom()).free();

        assertThat(ports.require(port, "--port")).isEqualTo(port);
    }

    @Test
    void requireWhenTakenThenNamesPortAndOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatExceptionOfType(LocalException.class)
                    .isThrownBy(() -> ports.require(port, "--http-port"))
                    .withMessageContaining("Port " + port + " is taken")
                    .withMessageContaining("--http-port");
        }
    }

    @Test
    void requireWhenAlreadyGivenAwayThenRefuses() {
        int port = ports.free();

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> ports.require(port, "--port"));
    }
}

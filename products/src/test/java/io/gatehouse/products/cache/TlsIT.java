// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.Redis;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is spoken to over TLS, and the name in its certificate is localhost. */
class TlsIT {
    private static final UUID READER = UUID.randomUUID();

    @TempDir private static Path directory;

    private static Certificates.Workload files;
    private static Redis redis;

    private final TestClock clock = new TestClock();

    @BeforeAll
    static void start() {
        files = new Certificates(directory).workload("redis");
        redis = Redis.startedWithTls(files);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void getWhenTheServerProvesItsNameThenItRemembers() {
        try (Instance one = Instance.overTls("localhost", redis.port(), files.trust(), clock);
                Instance other =
                        Instance.overTls("localhost", redis.port(), files.trust(), clock)) {
            one.cache().get(READER, "page", () -> Instance.Sample.of(1));

            assertThat(other.cache().get(READER, "page", () -> Instance.Sample.of(2)).number())
                    .isEqualTo(1);
            assertThat(other.results()).containsExactly(ReadResult.HIT);
        }
    }

    @Test
    void getWhenItsNameIsAnotherThenTheServerIsAway() {
        try (Instance one = Instance.overTls("127.0.0.1", redis.port(), files.trust(), clock)) {
            assertAway(one);
        }
    }

    @Test
    void getWhenAnotherAuthorityVouchesForItThenTheServerIsAway(@TempDir Path elsewhere) {
        Path other = new Certificates(elsewhere).workload("redis").trust();
        try (Instance one = Instance.overTls("localhost", redis.port(), other, clock)) {
            assertAway(one);
        }
    }

    @Test
    void openWhenTheFileHoldsNoCertificateThenSaysSo(@TempDir Path elsewhere) throws IOException {
        Path empty = Files.writeString(elsewhere.resolve("empty.crt"), "");

        assertThatThrownBy(() -> Instance.overTls("localhost", redis.port(), empty, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.crt");
    }

    private static void assertAway(Instance instance) {
        assertThat(instance.cache().get(READER, "page", () -> Instance.Sample.of(3)).number())
                .isEqualTo(3);
        assertThat(instance.results()).containsExactly(ReadResult.AWAY);
        assertThat(instance.failures()).isEqualTo(1);
    }
}

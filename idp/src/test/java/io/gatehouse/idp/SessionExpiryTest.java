// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionExpiryTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** All times since the begin of a session that ends after 100 hours without use. */
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT100H, PT1000H, PT100H",
        "PT59M59S, PT100H, PT1000H, PT100H",
        "PT1H, PT100H, PT1000H, PT101H",
        "PT99H, PT100H, PT1000H, PT199H",
        // The clock of another instance is behind.
        "-PT1H, PT100H, PT1000H, PT99H",
        // The operator has made it shorter.
        "PT1H, PT300H, PT1000H, PT101H",
        "PT950H, PT960H, PT1000H, PT1000H",
        "PT950H, PT1000H, PT1000H, PT1000H",
        "PT0S, PT100H, PT1H, PT1H",
    })
    void usedWhenThenIdleBeginsAnewUpToTheEnd(
            Duration now, Duration idle, Duration absolute, Duration expected) {
        SessionExpiry old = new SessionExpiry(BEGIN.plus(idle), BEGIN.plus(absolute));

        SessionExpiry used = old.used(BEGIN.plus(now), Duration.ofHours(100));

        assertThat(used).isEqualTo(new SessionExpiry(BEGIN.plus(expected), BEGIN.plus(absolute)));
    }
}

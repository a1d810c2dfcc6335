// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.oauth.device.DeviceAuthorization.State;
import io.gatehouse.idp.oauth.device.DeviceAuthorization.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceAuthorizationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PENDING, 1, PENDING",
        "PENDING, 0, EXPIRED",
        "PENDING, -1, EXPIRED",
        "ALLOWED, 1, ALLOWED",
        "ALLOWED, 0, EXPIRED",
        "DENIED, 1, DENIED",
        "DENIED, 0, EXPIRED",
        "USED, 1, USED",
        "USED, 0, USED",
    })
    void judgeWhenInEachStateThenItsVerdict(State state, long millisLeft, Verdict verdict) {
        assertThat(authorization(state, millisLeft, Optional.empty()).judge(NOW))
                .isEqualTo(verdict);
    }

    /** A second of the five may be missing. */
    @ParameterizedTest
    @CsvSource({"0, TOO_SOON", "3999, TOO_SOON", "4000, PENDING", "60000, PENDING"})
    void judgeWhenPolledBeforeThenNotSoonerThanTheInterval(long millisAgo, Verdict verdict) {
        Optional<Instant> last = Optional.of(NOW.minusMillis(millisAgo));

        assertThat(authorization(State.PENDING, 1, last).judge(NOW)).isEqualTo(verdict);
    }

    /** Whoever has decided makes nobody wait. */
    @Test
    void judgeWhenDecidedThenTheLastPollDoesNotMatter() {
        Optional<Instant> last = Optional.of(NOW);

        assertThat(authorization(State.ALLOWED, 1, last).judge(NOW)).isEqualTo(Verdict.ALLOWED);
        assertThat(authorization(State.DENIED, 1, last).judge(NOW)).isEqualTo(Verdict.DENIED);
    }

    private static DeviceAuthorization authorization(
            State state, long millisLeft, Optional<Instant> last) {
        return new DeviceAuthorization(
                "cli",
                "openid",
                List.of("gatehouse"),
                state,
                Optional.empty(),
                new DeviceAuthorization.Polling(Duration.ofSeconds(5), last),
                NOW.plusMillis(millisLeft));
    }
}

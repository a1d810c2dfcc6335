// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.session.Family.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyTest {

    private static final Instant ROTATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionExpiry EXPIRY =
            new SessionExpiry(ROTATED.plus(Duration.ofDays(14)), ROTATED.plus(Duration.ofDays(30)));

    private final RefreshTokens tokens =
            new RefreshTokens(KeyedHash.of(new byte[32]), new SecureRandom());
    private final UUID id = UUID.randomUUID();
    private final RefreshToken first = tokens.create(id, 0);
    private final RefreshToken second = tokens.create(id, 1);
    private final RefreshToken third = tokens.create(id, 2);
    private final Family family = family(EXPIRY);

    @ParameterizedTest
    @CsvSource({
        "third, PT0S, ROTATE",
        "third, P13D, ROTATE",
        "third, -PT1H, ROTATE",
        "second, PT0S, REPLAY",
        "second, PT10S, REPLAY",
        "second, -PT1H, REPLAY",
        "second, PT10.000001S, REUSED",
        "second, P1D, REUSED",
        "first, PT0S, REUSED",
        "first, -PT1H, REUSED",
        "third, P14D, EXPIRED",
        "first, P14D, EXPIRED",
        "forgedThird, PT0S, REUSED",
        "forgedSecond, PT0S, REUSED",
        "fourth, PT0S, REUSED",
    })
    void judgeWhenPresentedThenVerdict(String which, Duration after, Verdict expected) {
        var token =
                switch (which) {
                    case "first" -> first;
                    case "second" -> second;
                    case "third" -> third;
                    case "forgedSecond" -> tokens.create(id, 1);
                    case "forgedThird" -> tokens.create(id, 2);
                    default -> tokens.create(id, 3);
                };

        assertThat(family.judge(token, ROTATED.plus(after))).isEqualTo(expected);
    }

    @Test
    void judgeWhenAbsoluteEndIsReachedThenExpired() {
        var ended = family(new SessionExpiry(EXPIRY.idle(), ROTATED.plusSeconds(5)));

        assertThat(ended.judge(third, ROTATED.plusSeconds(4))).isEqualTo(Verdict.ROTATE);
        assertThat(ended.judge(third, ROTATED.plusSeconds(5))).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void judgeWhenNeverRotatedThenNothingIsPrevious() {
        var session =
                new Session(
                        id, id, Authorization.OWN, 0, ROTATED, Assurance.PASSWORD, ROTATED, EXPIRY);
        var fresh = new Family(session, first.digest(), new byte[0], new byte[0]);

        assertThat(fresh.judge(first, ROTATED)).isEqualTo(Verdict.ROTATE);
        assertThat(fresh.judge(tokens.create(id, -1), ROTATED)).isEqualTo(Verdict.REUSED);
    }

    @Test
    void openSuccessorWhenHeldByThePreviousThenSameToken() {
        var sealed = tokens.sealSuccessor(second, third);

        assertThat(tokens.openSuccessor(second, sealed)).isEqualTo(third);
    }

    private Family family(SessionExpiry expiry) {
        var session =
                new Session(
                        id, id, Authorization.OWN, 2, ROTATED, Assurance.PASSWORD, ROTATED, expiry);
        return new Family(
                session, third.digest(), second.digest(), tokens.sealSuccessor(second, third));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private final TestClock clock = new TestClock();
    private final AtomicReference<JwkSet> jwks =
            new AtomicReference<>(TestTokens.jwkSet(TestTokens.KEY));
    private final TokenCache cache =
            new TokenCache(new Verifier(TestTokens.RULES, clock), jwks::get, 100);

    @Test
    void verifyWhenSeenBeforeThenRemembers() {
        String token = TestTokens.token(clock, "customer");

        Verification first = cache.verify(token);
        Verification second = cache.verify(token);

        assertThat(first).isInstanceOf(Verification.Accepted.class).isEqualTo(second);
        assertThat(((Verification.Accepted) second).token())
                .isSameAs(((Verification.Accepted) first).token());
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void verifyWhenRememberedTokenExpiresThenRefusesAndForgetsIt() {
        String token = TestTokens.token(clock);
        cache.verify(token);

        clock.advance(Duration.ofSeconds(329));
        assertThat(cache.verify(token)).isInstanceOf(Verification.Accepted.class);

        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.verify(token)).isEqualTo(new Verification.Refused(Refusal.EXPIRED));
        assertThat(cache.size()).isZero();
        assertThat(cache.verify(token)).isEqualTo(new Verification.Refused(Refusal.EXPIRED));
    }

    @Test
    void verifyWhenItsKeyIsWithdrawnThenRefuses() throws Exception {
        String token = TestTokens.token(clock);
        cache.verify(token);

        jwks.set(jwks.get().with(JwkSetReader.read(TestTokens.jwks(TestTokens.OTHER_KEY))));

        assertThat(cache.verify(token)).isEqualTo(new Verification.Refused(Refusal.KEY_UNKNOWN));
    }

    @Test
    void verifyWhenTokenWasRefusedThenNothingIsRemembered() {
        cache.verify(TestTokens.token(clock) + "A");

        assertThat(cache.size()).isZero();
    }

    @Test
    void verifyWhenOneCharacterDiffersThenIsAnotherToken() {
        String token = TestTokens.token(clock);
        cache.verify(token);
        int middle = token.length() - 100;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';

        assertThat(cache.verify(token.substring(0, middle) + other + token.substring(middle + 1)))
                .isEqualTo(new Verification.Refused(Refusal.SIGNATURE));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpConfig.Cost;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final Cost CHEAP = new Cost(64, 1, 1);

    private final Passwords passwords =
            new Passwords(new IdpConfig.Passwords(CHEAP, 2, 4), new SecureRandom());

    private Passwords.Verdict verify(String password, Optional<String> stored) {
        return passwords.inTurn(() -> passwords.match(password, stored));
    }

    @Test
    void matchesWhenVectorOfTheReferenceImplementationThenTrue() {
        var hash =
                PasswordHash.parse(
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        var argon2 = new Argon2(new Cost(65536, 2, 1), new SecureRandom());

        assertThat(argon2.matches("password", hash)).isTrue();
        // A second time, with the memory of the first.
        assertThat(argon2.matches("password", hash)).isTrue();
        assertThat(argon2.matches("Password", hash)).isFalse();
    }

    @Test
    void verifyWhenRightThenCorrect() {
        var hash = passwords.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(passwords.hash("correct horse battery")).isNotEqualTo(hash);
        assertThat(verify("correct horse battery", Optional.of(hash)))
                .isEqualTo(new Passwords.Verdict(true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "short", "another horse battery", "Correct horse battery"})
    void verifyWhenWrongThenNot(String password) {
        var hash = passwords.hash("correct horse battery");

        assertThat(verify(password, Optional.of(hash)).correct()).isFalse();
        assertThat(verify(password, Optional.empty()).correct()).isFalse();
        assertThat(verify("x".repeat(60_000), Optional.of(hash)).correct()).isFalse();
    }

    @Test
    void verifyWhenHashedWithOtherParametersThenCorrectAndOutdated() {
        String old;
        try (var before =
                new Passwords(
                        new IdpConfig.Passwords(new Cost(32, 2, 1), 1, 1), new SecureRandom())) {
            old = before.hash("correct horse battery");
        }

        assertThat(verify("correct horse battery", Optional.of(old)))
                .isEqualTo(new Passwords.Verdict(true, true));
    }

    @Test
    void verifyWhenEmptyHashIsAskedForThenNeverCorrect() {
        // The stand-in that implausible passwords are checked as must not open anything.
        var hash = new Argon2(CHEAP, new SecureRandom()).hash("").phc();

        assertThat(verify("", Optional.of(hash)).correct()).isFalse();
        assertThat(verify("short", Optional.of(hash)).correct()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=0,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=64,t=1,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$2a$10$abcdefghijklmnopqrstuv",
            })
    void parseWhenNoHashOfOursThenRefusedWithoutQuotingIt(String phc) {
        assertThatThrownBy(() -> PasswordHash.parse(phc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("CTFh");
    }

    @Test
    void hashWhenQueueIsFullThenTooManyRequestsAndLaterFine() throws Exception {
        var gate = new CountDownLatch(1);
        var inside = new AtomicInteger();
        try (var narrow =
                new Passwords(new IdpConfig.Passwords(CHEAP, 1, 1), new HeldRandom(gate, inside))) {
            List<Thread> callers = new ArrayList<>();
            callers.add(Thread.ofVirtual().start(() -> narrow.hash("one two three")));
            Awaitility.await().until(() -> inside.get() == 1);
            callers.add(Thread.ofVirtual().start(() -> narrow.hash("one two three")));
            Awaitility.await().until(() -> narrow.waiting() == 1);

            var refused =
                    catchThrowableOfType(
                            ProblemException.class, () -> narrow.hash("one two three"));

            assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
            assertThat(refused.headers()).containsKey("Retry-After");
            gate.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(narrow.hash("one two three")).startsWith("$argon2id$");
        }
    }

    /** Holds whoever needs a salt until the gate opens; the first draw is the constructor's. */
    private static final class HeldRandom extends SecureRandom {
        private final CountDownLatch gate;
        private final AtomicInteger inside;
        private boolean constructed;

        private HeldRandom(CountDownLatch gate, AtomicInteger inside) {
            this.gate = gate;
            this.inside = inside;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            super.nextBytes(bytes);
            if (!constructed) {
                constructed = true;
                return;
            }
            inside.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

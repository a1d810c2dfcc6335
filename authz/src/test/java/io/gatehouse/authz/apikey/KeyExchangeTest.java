// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.authz.apikey.ExchangeListener.Outcome;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class KeyExchangeTest {
    private static final long SIZE = 10;
    private static final Exchanged UNKNOWN = new Exchanged.Unknown();
    private static final Exchanged REFUSED = new Exchanged.Refused();

    private final TestClock clock = new TestClock();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final ApiKey key = ApiKey.random(random);
    private Optional<IssuedToken> answer = token("one", 300);
    private boolean away;

    private final KeyExchange exchange = exchange(this::answer);

    @Test
    void askWhenAHundredAskAtOnceThenOneQuestionAnswersAll() {
        KeyExchange waiting =
                new KeyExchange(this::answer, held::add, outcomes::add, SIZE, clock::nanoTime);

        List<CompletableFuture<Exchanged>> asked = Parallel.times(100, () -> waiting.ask(key));

        assertThat(waiting.known(key)).isEqualTo(UNKNOWN);
        assertThat(held).hasSize(1);
        held.remove().run();
        assertThat(asked).allSatisfy(it -> assertThat(text(it.join())).isEqualTo("one"));
        assertThat(text(waiting.known(key))).isEqualTo("one");
        assertThat(outcomes).containsExactly(Outcome.ISSUED);
    }

    @Test
    void knownWhenTheTokenHasAMinuteLeftThenAskedAgain() {
        ask(key);

        clock.advance(Duration.ofSeconds(239));
        assertThat(text(exchange.known(key))).isEqualTo("one");

        clock.advance(Duration.ofSeconds(1));
        assertThat(exchange.known(key)).isEqualTo(UNKNOWN);
    }

    @Test
    void knownWhenTheTokenIsShortThenUsedForHalfOfItsLife() {
        answer = token("short", 20);
        ask(key);

        clock.advance(Duration.ofMillis(9_999));
        assertThat(text(exchange.known(key))).isEqualTo("short");

        clock.advance(Duration.ofMillis(1));
        assertThat(exchange.known(key)).isEqualTo(UNKNOWN);
    }

    @Test
    void knownWhenRefusedThenBelievedForTenSeconds() {
        answer = Optional.empty();
        ask(key);

        clock.advance(Duration.ofMillis(9_999));
        assertThat(exchange.known(key)).isEqualTo(REFUSED);

        clock.advance(Duration.ofMillis(1));
        assertThat(exchange.known(key)).isEqualTo(UNKNOWN);
        assertThat(outcomes).containsExactly(Outcome.REFUSED);
    }

    @Test
    void askWhenIdpIsAwayThenNothingStaysAndTheNextOneAsksAgain() {
        away = true;
        assertThat(exchange.ask(key)).isCompletedExceptionally();
        assertThat(exchange.known(key)).isEqualTo(UNKNOWN);

        away = false;
        ask(key);

        assertThat(text(exchange.known(key))).isEqualTo("one");
        assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.ISSUED);
    }

    @Test
    void forgetWhenTheTokenIsTheOneThenAskedAgain() {
        ask(key);

        exchange.forget(key, (Exchanged.Token) exchange.known(key));

        assertThat(exchange.known(key)).isEqualTo(UNKNOWN);
    }

    /** Of a hundred that saw the old one refused, the last must not throw away the new one. */
    @Test
    void forgetWhenThereIsAnotherTokenByNowThenThatStays() {
        ask(key);
        Exchanged.Token old = (Exchanged.Token) exchange.known(key);
        exchange.forget(key, old);
        answer = token("two", 300);
        ask(key);

        exchange.forget(key, old);

        assertThat(text(exchange.known(key))).isEqualTo("two");
    }

    @Test
    void askWhenKeysAreGuessedThenTheCacheStaysAsSmallAsItIs() {
        answer = Optional.empty();
        for (int i = 0; i < 1_000; i++) {
            ask(ApiKey.random(random));
        }

        await().untilAsserted(() -> assertThat(exchange.size()).isLessThanOrEqualTo(SIZE));
    }

    @Test
    void askWhenTooManyQuestionsAreOpenThenRefusedAtOnceAndLaterNot() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(64);
        Queue<Outcome> seen = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            KeyExchange slow =
                    new KeyExchange(
                            _ -> {
                                open.countDown();
                                awaitQuietly(release);
                                return token("slow", 300);
                            },
                            threads,
                            seen::add,
                            1_000,
                            clock::nanoTime);
            List<CompletableFuture<Exchanged>> asked = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                asked.add(slow.ask(ApiKey.random(random)));
            }
            awaitQuietly(open);

            CompletableFuture<Exchanged> oneMore = slow.ask(key);

            await().until(oneMore::isCompletedExceptionally);
            assertThat(seen).containsExactly(Outcome.BUSY);
            release.countDown();
            assertThat(asked).allSatisfy(it -> assertThat(text(it.join())).isEqualTo("slow"));
            assertThat(text(slow.ask(key).join())).isEqualTo("slow");
        }
    }

    @Test
    void toStringWhenPrintedThenShowsNoToken() {
        ask(key);

        assertThat(exchange.known(key).toString()).doesNotContain("one");
        assertThat(answer.orElseThrow().toString()).doesNotContain("one");
    }

    private void ask(ApiKey asked) {
        assertThat(exchange.ask(asked)).isCompleted();
    }

    private KeyExchange exchange(ApiKeySource source) {
        return new KeyExchange(source, Runnable::run, outcomes::add, SIZE, clock::nanoTime);
    }

    private Optional<IssuedToken> answer(ApiKey asked) throws IOException {
        if (away) {
            throw new IOException("away");
        }
        return answer;
    }

    private static Optional<IssuedToken> token(String text, long seconds) {
        return Optional.of(new IssuedToken(text, seconds));
    }

    private static String text(Exchanged exchanged) {
        return ((Exchanged.Token) exchanged).text();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

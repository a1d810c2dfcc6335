// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.wire.Refusal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class KeyedAnswersTest {
    private final KeyedAnswers<String, Integer> answers = new KeyedAnswers<>();
    private final AtomicInteger works = new AtomicInteger();

    private int work() {
        answers.remember("key", "request", works.incrementAndGet());
        return works.get();
    }

    @Test
    void onceWhenKeyIsNewThenDoesTheWork() {
        assertThat(answers.once("key", "request", this::work)).isEqualTo(1);
        assertThat(answers.find("key")).contains(1);
        assertThat(answers.find("other")).isEmpty();
    }

    @Test
    void onceWhenRepeatedThenAnswersTheSame() {
        answers.once("key", "request", this::work);

        assertThat(answers.once("key", "request", this::work)).isEqualTo(1);
        assertThat(works).hasValue(1);
    }

    @Test
    void onceWhenRequestIsAnotherThenRefuses() {
        answers.once("key", "request", this::work);

        assertThatThrownBy(() -> answers.once("key", "another", this::work))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("idempotency_key_reused"));
        assertThat(works).hasValue(1);
    }

    @Test
    void onceWhenTheWorkFailedThenMayBeAskedForAgain() {
        assertThatThrownBy(() ->
                        answers.once(
                                "key",
                                "request",
                                () -> {
                                    throw new IllegalStateException("no answer");
                                }))
                .hasMessage("no answer");

        assertThat(answers.once("key", "another", this::work)).isEqualTo(1);
    }

    @Test
    void onceWhenTheFirstIsStillWorkedOnThenRefusesAndAnswersAfterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first =
                    threads.submit(() ->
                            answers.once(
                                    "key",
                                    "request",
                                    () -> {
                                        begun.countDown();
                                        await(goOn);
                                        return work();
                                    }));
            begun.await();

            assertThatThrownBy(() -> answers.once("key", "request", this::work))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("in_progress"));
            goOn.countDown();

            assertThat(first.get()).isEqualTo(1);
            assertThat(answers.once("key", "request", this::work)).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

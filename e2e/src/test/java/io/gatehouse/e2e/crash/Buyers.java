// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Shop;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.crash.Observed.Answered;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Buyers who want an answer: each repeats a purchase under its key until it is final, as a client
 * does whose connection is cut or who is told to come back.
 */
final class Buyers {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Ten times what the slowest service needs to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Set<Integer> FINAL = Set.of(200, 201, 402, 404, 409, 422);
    private static final int MOST_PIECES = 3;
    private static final int ONE_IN_TEN = 10;

    private final Target target;
    private final List<String> products;
    private final AtomicInteger left;
    private final long seed;
    private final Queue<Made> made = new ConcurrentLinkedQueue<>();

    /** A purchase with all final answers it got. */
    record Made(Account buyer, Call call, String key, List<Answered> answers) {
        /** The order that the purchase led to, if it did. */
        Optional<UUID> order() {
            return answers.getFirst().order();
        }
    }

    Buyers(Target target, List<String> products, int purchases, long seed) {
        this.target = target;
        this.products = List.copyOf(products);
        this.left = new AtomicInteger(purchases);
        this.seed = seed;
    }

    /** What one of several buyers does, until all purchases are made. */
    Runnable buyer(int number) {
        return () -> {
            RandomGenerator random = new Random(seed + number);
            Account account = patiently(() -> target.accounts().register());
            Patient patient = new Patient(target, account);
            while (left.getAndDecrement() > 0) {
                made.add(buy(patient, random));
            }
        };
    }

    /** How many purchases have a final answer. */
    int count() {
        return made.size();
    }

    List<Made> made() {
        return List.copyOf(made);
    }

    private Made buy(Patient buyer, RandomGenerator random) {
        String key = Shop.key();
        String product = products.get(random.nextInt(products.size()));
        Call call = Shop.buy(product, 1 + random.nextInt(MOST_PIECES), key);
        List<Answered> answers = new ArrayList<>();
        answers.add(answered(buyer.outcome(call)));
        if (random.nextInt(ONE_IN_TEN) == 0) {
            answers.add(answered(buyer.outcome(call)));
        }
        if (random.nextInt(ONE_IN_TEN) == 0) {
            answers.getFirst().order().ifPresent(buyer::cancel);
        }
        return new Made(buyer.account(), call, key, answers);
    }

    static Answered answered(Answer answer) {
        return new Answered(
                answer.status(),
                Optional.of(answer)
                        .filter(it -> it.status() == 201)
                        .map(it -> UUID.fromString(it.field("id"))));
    }

    /** Repeats what fails because something is away just now. */
    static <T> T patiently(Supplier<T> work) {
        return until(
                "an answer",
                () -> {
                    try {
                        return Optional.of(work.get());
                    } catch (UncheckedIOException | AssertionError away) {
                        return Optional.empty();
                    }
                });
    }

    /** The result of the first attempt that has one. */
    private static <T> T until(String what, Supplier<Optional<T>> attempt) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("no end to waiting for " + what);
    }

    /**
     * A signed-in buyer who takes no "later" for an answer, and signs in anew when a token ends.
     */
    static final class Patient {
        private final Target target;
        private final Account account;
        private Session session;

        Patient(Target target, Account account) {
            this.target = target;
            this.account = account;
            this.session = signIn();
        }

        Account account() {
            return account;
        }

        /** The final answer to a purchase. */
        Answer outcome(Call call) {
            return until(call.toString(), () -> Optional.of(send(call)).filter(Patient::isFinal));
        }

        void cancel(UUID order) {
            outcome(Call.post("/orders/" + order + "/cancel"));
        }

        private static boolean isFinal(Answer answer) {
            return FINAL.contains(answer.status());
        }

        private Answer send(Call call) {
            Answer answer = patiently(() -> session.send(call));
            if (answer.status() == 401) {
                session.close();
                session = signIn();
            }
            return answer;
        }

        private Session signIn() {
            return patiently(() -> target.accounts().login(account));
        }
    }
}

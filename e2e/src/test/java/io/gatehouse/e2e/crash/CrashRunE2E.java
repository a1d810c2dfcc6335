// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Shop;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.crash.Buyers.Made;
import io.gatehouse.e2e.crash.Buyers.Patient;
import io.gatehouse.e2e.crash.Observed.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Buyers buy while every process is killed again and again. Afterwards each rule must hold for each
 * purchase. {@code ./gatehouse crash} runs it, with other numbers where they are given.
 */
@Tag("crash")
class CrashRunE2E {
    private static final int PURCHASES = Integer.getInteger("crash.purchases", 300);
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int BUYERS = Integer.getInteger("crash.buyers", 8);

    /** One in so many commits and calls ends its service, before it or after it. */
    private static final int ONE_IN = Integer.getInteger("crash.one-in", 300);

    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int PRODUCTS = 20;
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration HEALED = Duration.ofMinutes(2);

    /** Those of the bench: none that a buyer meets. */
    private static final Path NO_LIMITS = Path.of("../bench/limits.yaml").toAbsolutePath();

    @Test
    void buyWhenEverythingDiesAgainAndAgainThenEachPurchaseIsExactlyOnce() throws Exception {
        try (Target target =
                Target.start(
                        "crash",
                        "--limits",
                        NO_LIMITS.toString(),
                        "--crashes",
                        Integer.toString(ONE_IN))) {
            run(target);
        }
    }

    private static void run(Target target) throws Exception {
        // So few that some are sold out at the end.
        int pieces = Math.max(1, PURCHASES * 3 / 2 / PRODUCTS);
        Shop shop = new Shop(target);
        List<String> products =
                Stream.generate(() -> shop.product(pieces)).limit(PRODUCTS).toList();
        Buyers buyers = new Buyers(target, products, PURCHASES, SEED);
        Killer killer = new Killer(target.local(), new Random(SEED), KILLS);
        buyUnderFire(buyers, killer);
        Books books = new Books(target.local());
        awaitQuiet(target, books);
        List<Violation> violations =
                Checker.check(observed(target, buyers, books, products, pieces));
        report(buyers, killer, violations);
        assertThat(violations).isEmpty();
    }

    private static void buyUnderFire(Buyers buyers, Killer killer) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all =
                    IntStream.range(0, BUYERS)
                            .mapToObj(number -> threads.submit(buyers.buyer(number)))
                            .toList();
            Thread fire = Thread.ofPlatform().daemon().name("killer").start(killer);
            threads.shutdown();
            for (int minutes = 0; !threads.awaitTermination(1, TimeUnit.MINUTES); minutes++) {
                System.out.printf(
                        "%d min: %d of %d purchases, %d kills%n",
                        minutes + 1, buyers.count(), PURCHASES, killer.count());
                if (minutes > LONGEST.toMinutes()) {
                    throw new AssertionError("buyers still wait for an answer");
                }
            }
            killer.stop();
            fire.join();
            for (Future<?> buyer : all) {
                buyer.get();
            }
        }
    }

    private static void awaitQuiet(Target target, Books books) {
        SystemHealth.awaitWell(target, HEALED);
        await("the end of all that is open")
                .atMost(HEALED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        books.reservations().stream()
                                        .noneMatch(it -> it.status().equals("RESERVED"))
                                && books.orders().stream()
                                        .noneMatch(it -> it.status().endsWith("ING")));
    }

    private static Observed observed(
            Target target, Buyers buyers, Books books, List<String> products, int pieces) {
        Map<Object, Patient> patients = new HashMap<>();
        List<Purchase> purchases = new ArrayList<>();
        for (Made made : buyers.made()) {
            Patient buyer =
                    patients.computeIfAbsent(made.buyer(), _ -> new Patient(target, made.buyer()));
            purchases.add(
                    new Purchase(
                            made.key(),
                            made.answers(),
                            Buyers.answered(buyer.outcome(made.call()))));
        }
        return new Observed(
                purchases,
                books.products(pieces, products),
                books.reservations(),
                books.orders(),
                books.payments(),
                books.ledger(),
                books.charges());
    }

    private static void report(Buyers buyers, Killer killer, List<Violation> violations) {
        Map<Integer, Long> answers = new HashMap<>();
        buyers.made()
                .forEach(made -> answers.merge(made.answers().getFirst().status(), 1L, Long::sum));
        System.out.printf(
                "%d purchases, answered %s; %d kills: %s; %d violations%n",
                buyers.count(), answers, killer.count(), killer.kills(), violations.size());
        violations.forEach(violation -> System.out.println("  " + violation));
    }
}

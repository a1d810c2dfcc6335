// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Shop;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.crash.Buyers.Made;
import io.gatehouse.e2e.crash.Falsifications.Falsification;
import io.gatehouse.e2e.crash.Observed.PlacedOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    private static final int ONE_IN = Integer.getInteger("crash.one-in", 1000);

    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int PRODUCTS = 20;
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration HEALED = Duration.ofMinutes(2);

    /** Those of the bench: none that a buyer meets. */
    private static final Path NO_LIMITS = Path.of("../bench/limits.yaml").toAbsolutePath();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
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
        Killer killer =
                new Killer(target.local(), new Random(SEED), KILLS, PURCHASES, buyers::count);
        Witness witness = new Witness(target, products, pieces);
        buyUnderFire(buyers, killer, new ProviderFaults(witness.provider()));
        awaitQuiet(target, witness.books());
        List<Violation> violations = Checker.check(witness.observe(buyers.made()));
        report(buyers, killer, witness, violations);
        assertThat(violations).isEmpty();
        falsify(witness, buyers.made());
    }

    /** Shows that what does not hold in this very system is reported. */
    private static void falsify(Witness witness, List<Made> made) {
        Map<UUID, String> orders =
                witness.books().orders().stream()
                        .collect(toMap(PlacedOrder::id, PlacedOrder::status));
        Made paid =
                made.stream()
                        .filter(it ->
                                it.order().map(orders::get).filter("PAID"::equals).isPresent())
                        .findFirst()
                        .orElseThrow();
        UUID order = paid.order().orElseThrow();
        for (Falsification falsification :
                new Falsifications(witness.books(), witness.provider()).of(order, paid.key())) {
            Rule rule = falsification.rule();
            assertThat(Checker.check(witness.observe(List.of(paid))))
                    .extracting(Violation::rule)
                    .doesNotContain(rule);
            falsification.act().run();
            assertThat(Checker.check(witness.observe(List.of(paid))))
                    .extracting(Violation::rule)
                    .contains(rule);
        }
        System.out.println("falsified, each rule once: all were reported");
    }

    private static void buyUnderFire(Buyers buyers, Killer killer, ProviderFaults faults)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all =
                    IntStream.range(0, BUYERS)
                            .mapToObj(number -> threads.submit(buyers.buyer(number)))
                            .toList();
            Thread fire = Thread.ofPlatform().daemon().name("killer").start(killer);
            Thread failing = Thread.ofPlatform().daemon().name("provider-faults").start(faults);
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
            faults.stop();
            fire.join();
            failing.join();
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
                                        .noneMatch(it -> it.status().endsWith("ING"))
                                && books.payments().stream()
                                        .noneMatch(it -> it.status().equals("PENDING"))
                                && books.refunds().stream()
                                        .noneMatch(it -> it.status().equals("PENDING")));
    }

    private static void report(
            Buyers buyers, Killer killer, Witness witness, List<Violation> violations) {
        Map<Integer, Long> answers = new HashMap<>();
        buyers.made()
                .forEach(made -> answers.merge(made.answers().getFirst().status(), 1L, Long::sum));
        System.out.printf(
                "%d purchases, answered %s%n%d kills %s%nended at a crash point %s%n%d violations%n",
                buyers.count(),
                answers,
                killer.count(),
                killer.kills(),
                witness.crashes(),
                violations.size());
        violations.forEach(violation -> System.out.println("  " + violation));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** Many buyers at once: how often their transactions conflict, and who gets the last piece. */
@HelidonTest
@AddConfig(key = "products.purchase.budget", value = "PT20S")
@AddConfig(key = "products.orders-timeout", value = "PT10S")
class ConflictsIT extends PurchaseFixture {
    private static final System.Logger LOG = System.getLogger(ConflictsIT.class.getName());
    private static final int BUYERS = 30;
    private static final int PURCHASES = 10;
    private static final double FEW = 0.1;

    @Inject private MetricRegistry metrics;

    @Test
    void buyWhenManyBuyDifferentProductsThenTheyHardlyConflict() {
        List<UUID> products = Stream.generate(() -> shop.product(PURCHASES)).limit(BUYERS).toList();

        double retries = retriesPerPurchase(products);

        assertThat(products)
                .allSatisfy(bought ->
                        assertThat(Shop.pieces(bought))
                                .isEqualTo(new Shop.Pieces(0, 0, PURCHASES)));
        assertThat(retries).isLessThanOrEqualTo(FEW);
    }

    @Test
    void buyWhenAllBuyOneProductThenEachGetsItInTurn() {
        UUID hot = shop.product(BUYERS * PURCHASES);

        double retries = retriesPerPurchase(Collections.nCopies(BUYERS, hot));

        assertThat(Shop.pieces(hot)).isEqualTo(new Shop.Pieces(0, 0, BUYERS * PURCHASES));
        assertThat(retries).isLessThanOrEqualTo(FEW);
    }

    @Test
    void buyWhenAThousandWantAHundredPiecesThenAHundredGetOneAndTheOthersAreSoldOut() {
        UUID scarce = shop.product(100);

        List<Integer> statuses =
                Parallel.atMost(50, Collections.nCopies(1000, () -> answered(scarce).status()));

        assertThat(Shop.pieces(scarce)).isEqualTo(new Shop.Pieces(0, 0, 100));
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(100);
    }

    private double retriesPerPurchase(List<UUID> products) {
        // As autovacuum does before long: from then on the planner knows how small the tables are.
        Rows.update("ANALYZE");
        ConcurrentSkipListSet<Duration> waits = new ConcurrentSkipListSet<>();
        long before = retries();
        Parallel.all(products.stream().map(product -> buyer(product, waits)).toList());
        double each = (double) (retries() - before) / (products.size() * PURCHASES);
        Duration ninety = waits.stream().skip(waits.size() * 9L / 10).findFirst().orElseThrow();
        LOG.log(
                Level.INFO,
                "retries a purchase {0}, p90 {1} ms, longest wait {2} ms",
                each,
                ninety.toMillis(),
                waits.last().toMillis());
        return each;
    }

    private Callable<Boolean> buyer(UUID product, ConcurrentSkipListSet<Duration> waits) {
        return () -> {
            for (int i = 0; i < PURCHASES; i++) {
                long begun = System.nanoTime();
                assertThat(answered(product).status()).isEqualTo(201);
                waits.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            return true;
        };
    }

    /** The final answer to a new buyer, who repeats the request until there is one. */
    private HttpAnswer answered(UUID product) {
        UUID buyer = UUID.randomUUID();
        String once = Shop.key();
        HttpAnswer answer = shop.buy(buyer, once, product);
        while (answer.status() == 202 || answer.status() == 503) {
            answer = shop.buy(buyer, once, product);
        }
        return answer;
    }

    private long retries() {
        return metrics
                .getCounters((id, _) -> id.getName().equals("gatehouse_transaction_retries"))
                .values()
                .stream()
                .mapToLong(Counter::getCount)
                .sum();
    }
}

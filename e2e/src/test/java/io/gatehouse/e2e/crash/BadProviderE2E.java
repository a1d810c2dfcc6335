// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Shop;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.crash.Observed.Charge;
import io.gatehouse.testkit.Parallel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A payment provider that is not well, and who feels it. */
@EndToEnd
@Tag("local")
@Order(42)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadProviderE2E {
    private static final int BUYERS = 4;
    private static final int PURCHASES = 5;
    private static final int CENTS = 1250;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final Target target;
    private final Shop shop;
    private final ProviderClient provider;
    private List<Session> buyers;
    private List<Session> readers;

    BadProviderE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
        this.provider = new ProviderClient(target.local());
    }

    @BeforeAll
    void signIn() {
        buyers = sessions();
        readers = sessions();
    }

    @AfterEach
    void heal() {
        provider.heal();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    well             | {}
                    slow             | {"latencyMillis": 1500}
                    failing          | {"errorRate": 0.5}
                    losing answers   | {"resetAfterSuccessRate": 0.5}
                    answering twice  | {"duplicateWebhooks": true}
                    """)
    void buyWhenTheProviderIsNotWellThenEachIsChargedOnceAndNobodyElseFeelsIt(
            String how, String faults) {
        String product = shop.product(BUYERS * PURCHASES);
        provider.fail(faults);

        List<List<String>> orders = buyAll(how, product);
        provider.heal();

        assertBought(orders, product);
    }

    @Test
    void buyWhenTheProviderHangsThenTheBreakerOpensAndClosesAgain() {
        String product = shop.product(BUYERS * PURCHASES);
        provider.fail("{\"hangRate\": 1}");

        List<List<String>> orders = buyAll("hanging", product);
        awaitBreaker("1");
        provider.heal();

        assertBought(orders, product);
        awaitBreaker("0");
    }

    /** The orders of each buyer. */
    private List<List<String>> buyAll(String how, String product) {
        OtherRoutes others = OtherRoutes.read(readers);
        List<List<String>> orders;
        try (others) {
            orders = Parallel.all(buyers.stream().map(buyer -> buying(buyer, product)).toList());
        }
        System.out.printf("while the provider is %s: %s%n", how, others.report());
        return orders;
    }

    private void assertBought(List<List<String>> orders, String product) {
        for (int i = 0; i < BUYERS; i++) {
            awaitPaid(buyers.get(i), orders.get(i));
        }
        assertChargedOnce(orders.stream().flatMap(List::stream).toList());
        assertThat(shop.inside(product).path("sold").asInt()).isEqualTo(BUYERS * PURCHASES);
    }

    private void awaitBreaker(String state) {
        int port = target.local().number("payments", "adminPort");
        HttpRequest metrics =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        Pattern gauge = Pattern.compile("gatehouse_provider_breaker_open\\S* " + state);
        try (HttpClient http = HttpClient.newHttpClient()) {
            await("the breaker at " + state)
                    .atMost(SETTLED)
                    .until(() ->
                            gauge.matcher(http.send(metrics, BodyHandlers.ofString()).body())
                                    .find());
        }
    }

    private static Callable<List<String>> buying(Session buyer, String product) {
        return () -> IntStream.range(0, PURCHASES).mapToObj(_ -> buy(buyer, product)).toList();
    }

    private static String buy(Session buyer, String product) {
        return Shop.orderOf(buyer.setUp(Shop.buy(product, 1, Shop.key())));
    }

    private static void awaitPaid(Session buyer, List<String> orders) {
        await("paid orders")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(2))
                .until(() ->
                        orders.stream()
                                .map(order -> buyer.setUp(Call.get("/orders/" + order)))
                                .allMatch(answer ->
                                        answer.expect(200).field("status").equals("PAID")));
    }

    private void assertChargedOnce(List<String> orders) {
        Map<String, List<Charge>> charges =
                provider.charges().stream().collect(groupingBy(Charge::key));
        assertThat(orders).hasSize(BUYERS * PURCHASES).doesNotHaveDuplicates();
        assertThat(orders)
                .allSatisfy(order ->
                        assertThat(charges.get(order))
                                .singleElement()
                                .extracting(Charge::kept)
                                .isEqualTo((long) CENTS));
    }

    private List<Session> sessions() {
        return Stream.generate(() -> target.accounts().login(target.accounts().register()))
                .limit(BUYERS)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.crash.Observed.Answered;
import io.gatehouse.e2e.crash.Observed.Charge;
import io.gatehouse.e2e.crash.Observed.Payment;
import io.gatehouse.e2e.crash.Observed.PlacedOrder;
import io.gatehouse.e2e.crash.Observed.Product;
import io.gatehouse.e2e.crash.Observed.Purchase;
import io.gatehouse.e2e.crash.Observed.Refund;
import io.gatehouse.e2e.crash.Observed.Reservation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each violation planted in a quiet shop with one paid and one declined order. */
class CheckerTest {
    private static final UUID PRODUCT = new UUID(1, 1);
    private static final UUID PAID = new UUID(2, 1);
    private static final UUID REFUSED = new UUID(2, 2);
    private static final UUID PAYMENT = new UUID(3, 1);
    private static final UUID BACK = new UUID(6, 1);
    private static final Answered BOUGHT = new Answered(201, Optional.of(PAID));
    private static final Answered DECLINED = new Answered(402, Optional.empty());

    @Test
    void checkWhenAllIsWellThenNoViolation() {
        assertThat(new Shop().check()).isEmpty();
    }

    @Test
    void plantedWhenAllTakenTogetherThenEveryRuleIsAmongThem() {
        Set<Rule> planted =
                planted()
                        .flatMap(row -> ((Set<?>) row.get()[1]).stream())
                        .map(Rule.class::cast)
                        .collect(Collectors.toSet());

        assertThat(planted).isEqualTo(EnumSet.allOf(Rule.class));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("planted")
    void checkWhenPlantedThenReported(Consumer<Shop> plant, Set<Rule> rules) {
        Shop shop = new Shop();
        plant.accept(shop);

        assertThat(shop.check()).extracting(Violation::rule).containsOnlyOnceElementsOf(rules);
        assertThat(shop.check()).extracting(Violation::rule).allMatch(rules::contains);
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                planted(
                        shop -> shop.charges.add(charge("ch_2", PAYMENT, 1250, 1250)),
                        Rule.CHARGED_ONCE,
                        Rule.REFUNDS_AGREE),
                planted(
                        shop -> {
                            shop.charges.clear();
                            shop.ledger.clear();
                        },
                        Rule.CHARGED_IF_PAID),
                planted(
                        shop -> {
                            shop.charges.set(0, charge("ch_1", PAYMENT, 1250, 250));
                            shop.ledger.replaceAll((_, sum) -> sum / 5 * 4);
                        },
                        Rule.CHARGED_IF_PAID,
                        Rule.REFUNDS_AGREE),
                planted(
                        shop -> shop.refunds.add(new Refund(BACK, PAYMENT, "REFUNDED", 100)),
                        Rule.REFUNDS_AGREE),
                planted(
                        shop -> shop.payments.set(0, new Payment(PAYMENT, PAID, "PAID", 1250, 100)),
                        Rule.REFUNDS_AGREE),
                planted(
                        shop -> shop.refunds.add(new Refund(BACK, PAYMENT, "PENDING", 100)),
                        Rule.NOTHING_LEFT_OPEN),
                planted(
                        shop -> {
                            shop.charges.add(charge("ch_2", new UUID(9, 9), 100, 0));
                            shop.ledger.put("provider", 1350L);
                            shop.ledger.put("sales", -1350L);
                        },
                        Rule.PAID_IF_CHARGED),
                planted(
                        shop -> shop.products.set(0, new Product(PRODUCT, 10, 10, 0, 1, 10)),
                        Rule.STOCK_ADDS_UP),
                planted(
                        shop -> shop.products.set(0, new Product(PRODUCT, 10, 8, 0, 2, 8)),
                        Rule.STOCK_ADDS_UP),
                planted(
                        shop -> shop.products.set(0, new Product(PRODUCT, 0, -1, 0, 1, -1)),
                        Rule.STOCK_ADDS_UP),
                planted(
                        shop -> shop.products.set(0, new Product(PRODUCT, 10, 9, 0, 1, 8)),
                        Rule.MOVEMENTS_ADD_UP),
                planted(shop -> shop.ledger.put("sales", -1249L), Rule.LEDGER_BALANCES),
                planted(
                        shop -> {
                            shop.ledger.put("provider", 2500L);
                            shop.ledger.put("sales", -2500L);
                        },
                        Rule.LEDGER_BALANCES),
                planted(
                        shop -> shop.purchases.set(0, bought(new UUID(9, 9))),
                        Rule.ANSWERS_STAY_TRUE),
                planted(shop -> shop.purchases.set(0, bought(REFUSED)), Rule.ANSWERS_STAY_TRUE),
                planted(
                        shop ->
                                shop.purchases.set(
                                        0, new Purchase("key-1", List.of(BOUGHT), DECLINED)),
                        Rule.SAME_KEY_SAME_ANSWER),
                planted(
                        shop ->
                                shop.reservations.add(
                                        new Reservation(new UUID(4, 4), PRODUCT, 1, "RESERVED")),
                        Rule.NOTHING_LEFT_OPEN),
                planted(
                        shop -> shop.orders.add(new PlacedOrder(new UUID(4, 4), "CANCELLING", 5)),
                        Rule.NOTHING_LEFT_OPEN),
                planted(
                        shop ->
                                shop.payments.add(
                                        new Payment(new UUID(5, 5), REFUSED, "PENDING", 5, 0)),
                        Rule.NOTHING_LEFT_OPEN));
    }

    private static Arguments planted(Consumer<Shop> plant, Rule... rules) {
        return Arguments.of(plant, Set.of(rules));
    }

    private static Purchase bought(UUID order) {
        Answered answer = new Answered(201, Optional.of(order));
        return new Purchase("key-1", List.of(answer), answer);
    }

    private static Charge charge(String id, UUID key, long amount, long refunded) {
        return new Charge(id, key.toString(), amount, refunded);
    }

    static final class Shop {
        private final List<Purchase> purchases =
                new ArrayList<>(
                        List.of(
                                new Purchase("key-1", List.of(BOUGHT, BOUGHT), BOUGHT),
                                new Purchase("key-2", List.of(DECLINED), DECLINED),
                                new Purchase("key-3", List.of(), BOUGHT)));
        private final List<Product> products =
                new ArrayList<>(List.of(new Product(PRODUCT, 10, 9, 0, 1, 9)));
        private final List<Reservation> reservations =
                new ArrayList<>(
                        List.of(
                                new Reservation(PAID, PRODUCT, 1, "COMMITTED"),
                                new Reservation(REFUSED, PRODUCT, 1, "RELEASED")));
        private final List<PlacedOrder> orders =
                new ArrayList<>(
                        List.of(
                                new PlacedOrder(PAID, "PAID", 1250),
                                new PlacedOrder(REFUSED, "DECLINED", 1250)));
        private final List<Payment> payments =
                new ArrayList<>(
                        List.of(
                                new Payment(PAYMENT, PAID, "PAID", 1250, 0),
                                new Payment(new UUID(3, 2), REFUSED, "DECLINED", 1250, 0)));
        private final List<Refund> refunds = new ArrayList<>();
        private final Map<String, Long> ledger =
                new HashMap<>(Map.of("provider", 1250L, "sales", -1250L));
        private final List<Charge> charges =
                new ArrayList<>(List.of(charge("ch_1", PAYMENT, 1250, 0)));

        private List<Violation> check() {
            return Checker.check(
                    new Observed(
                            purchases,
                            products,
                            reservations,
                            orders,
                            payments,
                            refunds,
                            ledger,
                            charges));
        }
    }
}

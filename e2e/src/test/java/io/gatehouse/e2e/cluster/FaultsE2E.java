// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the folder does what it says, and is gone once it is taken away.
 *
 * <p>Both take up to 45 s: a proxy keeps its old rules for connections that are open, and renews
 * those over this time.
 */
@Tag("cluster")
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FaultsE2E {
    private static final String SECTION = "09-faults";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Two seconds for the limits to forget what a volley has spent. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Fault QUICK = new Fault("products-fails-always");
    private static final Duration LATE = Duration.ofSeconds(2);

    /** Each asks five times in a volley, as often as it may go on for long. */
    private static final int CUSTOMERS = 24;

    /**
     * Of 120 requests of which each fails with a fifth, fewer than 6 or more than 72 fail once in
     * two million times, and the test asks again.
     */
    private static final int MANY = 5;

    private static final String IDP = "/authentication/whoami";
    private static final String PRODUCTS = "/products?limit=1";
    private static final String ORDERS = "/orders?limit=1";
    private static final String PAYMENTS = "/payments?limit=1";

    private final Target target;
    private List<Account> accounts = List.of();
    private List<Session> customers = List.of();

    FaultsE2E(Target target) {
        this.target = target;
    }

    /** Fresh tokens: with idp broken there are no others. */
    @BeforeEach
    void customersAreThere() {
        if (accounts.isEmpty()) {
            // They also see payments, so that one volley can ask any service.
            Callable<Account> register = () -> target.accounts().registerAs("customer", "payment");
            accounts = Parallel.atMost(2, Collections.nCopies(CUSTOMERS, register));
        }
        customers =
                Parallel.atMost(
                        2,
                        accounts.stream()
                                .<Callable<Session>>map(each -> () -> target.accounts().login(each))
                                .toList());
    }

    @AfterEach
    void allIsWell() {
        customers.forEach(Session::close);
        SystemHealth.awaitWell(target, LONGEST);
    }

    @Test
    @Tag("quick")
    void applyWhenProductsFailsAlwaysThenBitesAndHeals() {
        assertThat(Fault.all()).contains(QUICK);

        bitesAndHeals(QUICK);
    }

    static Stream<Fault> others() {
        return Fault.all().stream().filter(fault -> !fault.equals(QUICK));
    }

    @ParameterizedTest
    @MethodSource("others")
    void applyWhenAnyOtherFaultThenBitesAndHeals(Fault fault) {
        bitesAndHeals(fault);
    }

    private void bitesAndHeals(Fault fault) {
        AtomicReference<String> seen = new AtomicReference<>();
        Duration bit;
        try {
            fault.apply();
            bit = untilTrue(fault + " bites", () -> seen.set(bite(fault)));
        } finally {
            fault.remove();
        }
        Duration healed = untilTrue(fault + " is gone", () -> heal(fault));

        Proof.note(
                SECTION,
                "%s: bites after %s (%s), taken away: heals after %s"
                        .formatted(fault, Proof.seconds(bit), seen, Proof.seconds(healed)));
    }

    private static Duration untilTrue(String what, ThrowingRunnable assertion) {
        long start = System.nanoTime();
        await(what)
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .untilAsserted(assertion);
        return Proof.since(start);
    }

    /** Fails unless callers meet the fault, and answers what they have seen. */
    private String bite(Fault fault) {
        return switch (fault.name()) {
            case "authz-answers-late", "authz-fails-always" -> closed();
            case "authz-fails-one-in-five" -> oneInFive(ORDERS) + "; " + closedToStrangers();
            case "idp-answers-late" -> late(IDP, PRODUCTS, ORDERS);
            case "idp-fails-always" -> failing(IDP, PRODUCTS, ORDERS);
            case "idp-fails-one-in-five" -> oneInFive(IDP);
            case "orders-answers-late" -> late(ORDERS, IDP, PRODUCTS);
            case "orders-fails-always" -> failing(ORDERS, IDP, PRODUCTS);
            case "orders-fails-one-in-five" -> oneInFive(ORDERS);
            case "payments-answers-late" -> late(PAYMENTS, IDP, PRODUCTS, ORDERS);
            case "payments-fails-always" -> failing(PAYMENTS, IDP, PRODUCTS, ORDERS);
            case "payments-fails-one-in-five" -> oneInFive(PAYMENTS);
            case "products-answers-late" -> late(PRODUCTS, IDP, ORDERS);
            case "products-fails-always" -> failing(PRODUCTS, IDP, ORDERS);
            case "products-fails-one-in-five" -> oneInFive(PRODUCTS);
            case "ratelimit-answers-late", "ratelimit-fails-always" -> eachGatewayAlone();
            default ->
                    throw new IllegalStateException("nobody has said what to expect of " + fault);
        };
    }

    private void heal(Fault fault) {
        switch (fault.victim()) {
            case "authz", "orders" -> good(ORDERS);
            case "idp" -> good(IDP);
            case "payments" -> good(PAYMENTS);
            case "products" -> good(PRODUCTS);
            default ->
                    assertThat(Gateways.signIns(target, 48).passed()).isEqualTo(Gateways.SIGN_INS);
        }
    }

    private void good(String page) {
        Volley volley = ask(MANY, page).expect(200);

        assertThat(volley.slowest()).isLessThan(LATE);
    }

    private String late(String page, String... others) {
        Volley volley = ask(1, page).expect(200);

        assertThat(volley.fastest()).isGreaterThanOrEqualTo(LATE);
        goOn(others);
        return "%d answers after %s to %s"
                .formatted(
                        volley.size(),
                        Proof.seconds(volley.fastest()),
                        Proof.seconds(volley.slowest()));
    }

    private String failing(String page, String... others) {
        Volley volley = ask(1, page).expect(503);

        goOn(others);
        return "%d of %d answers 503".formatted(volley.count(503), volley.size());
    }

    private String oneInFive(String page) {
        Volley volley = ask(MANY, page).expect(200, 503);

        assertThat(volley.count(503))
                .isBetween(volley.size() * 5L / 100, volley.size() * 60L / 100);
        return "%d of %d answers 503".formatted(volley.count(503), volley.size());
    }

    /** Without authz nobody gets in, and what needs nobody's leave goes on. */
    private String closed() {
        Volley volley = ask(1, ORDERS).expect(503);
        fire(1, customer -> Call.get("/.well-known/jwks.json")).expect(200);

        return "%d of %d answers 503 within %s; %s"
                .formatted(
                        volley.count(503),
                        volley.size(),
                        Proof.seconds(volley.slowest()),
                        closedToStrangers());
    }

    private String closedToStrangers() {
        List<Volley> volleys =
                List.of(
                        fire(2, customer -> Call.get(ORDERS)).expect(401, 503),
                        fire(1, customer -> Call.get(ORDERS).bearer("invented")).expect(401, 503),
                        ask(1, "/products/admin").expect(403, 503));
        return "none of %d with no token, a forged one or the wrong role passes"
                .formatted(volleys.stream().mapToInt(Volley::size).sum());
    }

    /** Nothing is counted for all gateways together, and nobody is refused for that. */
    private String eachGatewayAlone() {
        assertThat(Gateways.signIns(target, 48).passed()).isEqualTo(48);
        Volley volley = Gateways.checkEachAlone(Gateways.signInsAtEach(target, 45));
        Volley business = ask(1, ORDERS).expect(200);
        goOn(PRODUCTS, IDP);

        return "%d of %d sign-ins pass, business goes on within %s"
                .formatted(volley.passed(), volley.size(), Proof.seconds(business.slowest()));
    }

    private void goOn(String... pages) {
        for (String page : pages) {
            Volley volley = ask(1, page).expect(200);
            assertThat(volley.slowest()).isLessThan(LATE);
        }
    }

    /** So many times by each customer. */
    private Volley ask(int each, String page) {
        return fire(each, customer -> Call.get(page).bearer(customer.token()));
    }

    private Volley fire(int each, Function<Session, Call> call) {
        return Volley.fire(
                customers.stream()
                        .map(customer ->
                                new Volley.Shot(
                                        customer.toString(),
                                        () -> customer.client().send(call.apply(customer))))
                        .map(shot -> Collections.nCopies(each, shot))
                        .toList());
    }
}

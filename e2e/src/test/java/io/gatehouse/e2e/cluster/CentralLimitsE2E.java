// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Load;
import io.gatehouse.e2e.LoadReport;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two gateways let through what one would, and nobody is refused because the counting is away. */
@Tag("cluster")
@EndToEnd
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class CentralLimitsE2E {
    private static final String SECTION = "07-limits";
    private static final int SUBJECT_BURST = 20;
    private static final int PER_ADDRESS = 50;
    private static final int IN_FLIGHT = 40;
    private static final int TOO_MANY = 8;

    /** Far fewer than a customer may ask at once. */
    private static final int EACH = 4;

    private static final int PER_SECOND = 30;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(2);

    /** A ratelimit that started without Redis is started again after five minutes at the latest. */
    private static final Duration LONGEST = Duration.ofMinutes(6);

    /** What passed, and how many questions the central limits left unanswered meanwhile. */
    private record Counted(Volley volley, long unanswered) {

        void passedExactly(int number) {
            assertThat(volley.size()).as("calls, enough to be refused").isGreaterThan(number);
            assertThat(volley.names()).as("gateways").hasSizeGreaterThan(1);
            assertThat(volley.passed())
                    .as("passed of %d in %s", volley.size(), volley.took())
                    .isEqualTo(number);
            volley.checkRefusals();
        }

        String summary() {
            List<Long> each =
                    volley.names().stream().map(name -> volley.by(name).passed()).toList();
            return "%d of %d pass (by gateway %s) in %d ms, %d questions unanswered"
                    .formatted(
                            volley.passed(),
                            volley.size(),
                            each,
                            volley.took().toMillis(),
                            unanswered);
        }
    }

    private final Target target;

    CentralLimitsE2E(Target target) {
        this.target = target;
    }

    @AfterEach
    void allIsWell() {
        Workload.REDIS.awaitRolledOut(LONGEST);
        Workload.RATELIMIT.awaitRolledOut(LONGEST);
        SystemHealth.awaitWell(target, LONGEST);
    }

    @Test
    void signInWhenOneAddressAsksBothGatewaysThenFortyPassAltogether() {
        Counted counted =
                await("central limits that answer every question")
                        .atMost(LONGEST)
                        .until(
                                () -> count(() -> Gateways.signIns(target, 48)),
                                each -> each.unanswered() == 0);

        Proof.note(SECTION, "sign-ins of one address in a minute: " + counted.summary());
        counted.passedExactly(Gateways.SIGN_INS);
    }

    @Test
    void anyRouteWhenACustomerAsksBothGatewaysThenTwentyAtOncePassAltogether() {
        try (Session customer = target.accounts().login(target.accounts().register());
                Gateways gateways = Gateways.connect(target, 3)) {
            Call call = Call.get("/orders?limit=1").bearer(customer.token());

            // 15 by each gateway, below what it lets through on its own.
            Counted counted = withinASecond(gateways, Collections.nCopies(30, call));

            Proof.note(SECTION, "requests of one subject in a second: " + counted.summary());
            counted.passedExactly(SUBJECT_BURST);
            counted.volley().passing().expect(200);
        }
    }

    @Test
    void anyRouteWhenAStrangerAsksBothGatewaysThenFiftyASecondPassAltogether() {
        try (Gateways gateways = Gateways.connect(target, 8)) {
            // 35 by each gateway, below what it lets through on its own.
            Counted counted =
                    withinASecond(gateways, Collections.nCopies(70, Call.get("/orders?limit=1")));

            Proof.note(
                    SECTION,
                    "requests of one address in a second, without a token: " + counted.summary());
            counted.passedExactly(PER_ADDRESS);
            counted.volley().passing().expect(401);
        }
    }

    @Test
    void redisWhenKilledUnderLoadThenNoRequestFailsAndCountingComesBack() {
        try (Load load = Load.start(target, PER_SECOND)) {
            long before = Gateways.unanswered();
            Pod pod = Workload.REDIS.readyPods().getFirst();
            long start = System.nanoTime();
            Workload.REDIS.kill(pod);
            await("another Redis")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() ->
                            Workload.REDIS.readyPods().stream()
                                    .anyMatch(each -> !each.name().equals(pod.name())));
            Duration ready = Proof.since(start);
            awaitPassed(Gateways.SIGN_INS);
            Duration exact = Proof.since(start);
            LoadReport report = load.stop();
            long unanswered = Gateways.unanswered() - before;

            Proof.note(
                    SECTION,
                    ("Redis killed: another ready after %s, 40 of 48 sign-ins again after %s,"
                                    + " %d questions unanswered; %s")
                            .formatted(
                                    Proof.seconds(ready),
                                    Proof.seconds(exact),
                                    unanswered,
                                    report.summary()));
            assertThat(report.failures()).isEmpty();
            assertThat(unanswered).isPositive();
        }
    }

    static Stream<Workload> counting() {
        return Stream.of(Workload.REDIS, Workload.RATELIMIT);
    }

    @ParameterizedTest
    @MethodSource("counting")
    void centralLimitsWhenAwayThenEachGatewayHoldsItsOwnAndNoRequestFails(Workload workload) {
        int replicas = workload.pods().size();
        try (Load load = Load.start(target, PER_SECOND)) {
            Counted away;
            try {
                List<Pod> pods = workload.pods();
                workload.scale(0);
                pods.forEach(workload::kill);
                workload.awaitReady(0, LONGEST);
                // Whatever is on its way out may still count for a moment.
                awaitPassed(48);
                away = count(() -> Gateways.signInsAtEach(target, 45));
            } finally {
                workload.scale(replicas);
            }
            long start = System.nanoTime();
            workload.awaitReady(replicas, LONGEST);
            Duration ready = Proof.since(start);
            awaitPassed(Gateways.SIGN_INS);
            Duration exact = Proof.since(start);
            LoadReport report = load.stop();

            Proof.note(
                    SECTION,
                    "%s away: sign-ins of one address in a minute: %s"
                            .formatted(workload, away.summary()));
            Proof.note(
                    SECTION,
                    "%s back: ready after %s, 40 of 48 sign-ins again after %s; meanwhile %s"
                            .formatted(
                                    workload,
                                    Proof.seconds(ready),
                                    Proof.seconds(exact),
                                    report.summary()));
            Gateways.checkEachAlone(away.volley());
            assertThat(away.unanswered()).isPositive();
            assertThat(report.failures()).isEmpty();
        }
    }

    @Test
    void serviceWhenFortyRequestsOfAGatewayAreInFlightThenTheNextAreRefused() {
        Fault late = new Fault("products-answers-late");
        List<Session> customers = new ArrayList<>();
        try (Gateways gateways = Gateways.connect(target, IN_FLIGHT + TOO_MANY, target::address)) {
            customers.addAll(customers(gateways.connections() / EACH));
            late.apply();
            Volley volley = holdUntilAllAreLate(gateways, calls(customers));

            for (String gateway : volley.names()) {
                Volley own = volley.by(gateway);
                // Both threads of a gateway may take the last place.
                assertThat(own.passed()).as(gateway).isBetween((long) IN_FLIGHT, IN_FLIGHT + 1L);
                own.passing().expect(200);
                assertThat(own.checkRefusals().refused().slowest()).isLessThan(LATE);
                Proof.note(
                        SECTION,
                        "%d requests to products at once by one gateway: %d answered after %s, %d refused within %s"
                                .formatted(
                                        own.size(),
                                        own.passed(),
                                        Proof.seconds(own.passing().fastest()),
                                        own.refused().size(),
                                        Proof.seconds(own.refused().slowest())));
            }
        } finally {
            late.remove();
            customers.forEach(Session::close);
        }
    }

    private List<Session> customers(int count) {
        Callable<Session> comer = () -> target.accounts().login(target.accounts().register());
        return Parallel.atMost(2, Collections.nCopies(count, comer));
    }

    /** One for each connection. */
    private static List<Call> calls(List<Session> customers) {
        return customers.stream()
                .map(customer -> Call.get("/products?limit=1").bearer(customer.token()))
                .flatMap(call -> Collections.nCopies(EACH, call).stream())
                .toList();
    }

    /** The fault counts for a connection once it is renewed. */
    private static Volley holdUntilAllAreLate(Gateways gateways, List<Call> calls) {
        return await("products that always answer late")
                .atMost(LONGEST)
                .pollInterval(LATE)
                .until(
                        () -> gateways.volley(calls),
                        volley -> volley.passing().fastest().compareTo(LATE) >= 0);
    }

    /**
     * Windows are fixed: a volley across an edge may let through twice the number. And a question
     * that is not answered lets pass, as all do while ratelimit is left out of balancing.
     */
    private static Counted withinASecond(Gateways gateways, List<Call> calls) {
        return await("a volley within one second, every question answered")
                .atMost(LONGEST)
                .pollInterval(LATE)
                .until(
                        () ->
                                count(() -> {
                                    Gateways.awaitRoom(SECOND, Duration.ofMillis(990));
                                    return gateways.volley(calls);
                                }),
                        counted -> counted.volley().within(SECOND) && counted.unanswered() == 0);
    }

    private static Counted count(Supplier<Volley> ask) {
        long before = Gateways.unanswered();
        Volley volley = ask.get();
        return new Counted(volley, Gateways.unanswered() - before);
    }

    /** So many of 48 sign-ins. */
    private void awaitPassed(int passed) {
        await(passed + " of 48 sign-ins")
                .atMost(LONGEST)
                .pollInterval(SECOND)
                .until(() -> Gateways.signIns(target, 48).passed() == passed);
    }
}

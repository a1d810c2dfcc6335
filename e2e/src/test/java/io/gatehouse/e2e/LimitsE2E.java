// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How much the gate lets through.
 *
 * <p>A bucket starts full and is refilled all the time, so what passes is its size plus what has
 * flowed in meanwhile: never less, never more. That needs addresses of one's own, so these tests
 * know this machine only.
 */
@EndToEnd
@Tag("local")
@Order(22)
class LimitsE2E {
    private static final int SIGN_IN_BURST = 40;
    private static final double SIGN_INS_PER_SECOND = 20.0 / 60;
    private static final int PER_ADDRESS = 50;
    private static final int SUBJECT_BURST = 20;
    private static final int PER_SUBJECT = 5;
    private static final int ADMIN_BURST = 40;
    private static final int PER_ADMIN = 20;
    private static final int IN_FLIGHT = 40;
    private static final int AT_ONCE = 32;
    private static final int TOO_MANY = 15;
    private static final Duration EARLY = Duration.ofSeconds(2);

    /** What came of many calls, and how long they took altogether. */
    private record Volley(List<Answer> answers, Duration took) {
        long passed() {
            return answers.stream().filter(answer -> answer.status() != 429).count();
        }

        void passedExactly(int burst, double perSecond) {
            long most = burst + (long) Math.floor(perSecond * took.toNanos() / 1e9);
            assertThat(passed())
                    .as("passed of %d in %s", answers.size(), took)
                    .isBetween((long) burst, most);
            assertThat(answers.size()).as("calls, enough to be refused").isGreaterThan((int) most);
            answers.stream().filter(answer -> answer.status() == 429).forEach(Volley::isRefused);
        }

        private static void isRefused(Answer answer) {
            answer.expectProblem(429, "too_many_requests");
            assertThat(answer.header("retry-after").map(Integer::parseInt).orElse(0))
                    .isBetween(1, 60);
        }
    }

    private final Target target;

    LimitsE2E(Target target) {
        this.target = target;
    }

    @Test
    void signInWhenOneAddressAsksTooOftenThenFortyPass() {
        try (Client client = target.client()) {
            Call login = Call.post("/authentication/login", Map.of());
            Call registration = Call.post("/authentication/registration", Map.of());
            Call refresh = Call.post("/authentication/refresh", Map.of("refresh_token", "x"));
            // Below the 50 a second of the address, which would refuse the rest for its own reason.
            List<Call> calls =
                    Stream.generate(() -> List.of(login, registration, refresh))
                            .flatMap(List::stream)
                            .limit(45)
                            .toList();

            volley(calls.stream().map(call -> (Callable<Answer>) () -> client.send(call)).toList())
                    .passedExactly(SIGN_IN_BURST, SIGN_INS_PER_SECOND);
            client.send(Call.get("/.well-known/jwks.json")).expect(200);
        }
        try (Client other = target.client()) {
            other.send(Call.post("/authentication/login", Map.of())).expect(422);
        }
    }

    @Test
    void anyRouteWhenOneAddressAsksTooOftenThenFiftyASecondPass() {
        try (Client client = target.client()) {
            Callable<Answer> call = () -> client.send(Call.get("/nothing"));

            volley(Collections.nCopies(300, call)).passedExactly(PER_ADDRESS, PER_ADDRESS);
        }
    }

    @Test
    void anyRouteWhenACustomerAsksTooOftenThenTwentyAndFiveASecondPassFromWhateverAddress() {
        Session session = target.accounts().login(target.accounts().register());

        fromManyAddresses(session, 60).passedExactly(SUBJECT_BURST, PER_SUBJECT);
    }

    @Test
    void anyRouteWhenANewcomerTriesTenThingsAtOnceThenAllPass() {
        try (Session session = target.accounts().login(target.accounts().register())) {
            for (int i = 0; i < 10; i++) {
                session.send(Call.get("/products?limit=1")).expect(200);
            }
        }
    }

    @Test
    void anyRouteWhenAnAdminAsksTooOftenThenFortyAndTwentyASecondPass() {
        Account account = target.accounts().register();
        try (Session session = target.accounts().login(account)) {
            target.accounts().grant(session.id(), "admin");
        }

        fromManyAddresses(target.accounts().login(account), 160)
                .passedExactly(ADMIN_BURST, PER_ADMIN);
    }

    private Volley fromManyAddresses(Session session, int calls) {
        List<Client> clients = IntStream.range(0, 6).mapToObj(i -> target.client()).toList();
        clients.forEach(client -> client.send(Call.get("/.well-known/jwks.json")).expect(200));
        List<Callable<Answer>> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Client client = clients.get(i % clients.size());
            all.add(() -> client.send(Call.get("/orders?limit=1").bearer(session.token())));
        }
        Volley volley = volley(all);
        clients.forEach(Client::close);
        return volley;
    }

    /** Half-sent bodies keep requests in flight for as long as the test likes. */
    @Test
    void serviceWhenFortyRequestsAreInFlightThenTheNextAreRefused() {
        Call login = Call.post("/authentication/login", Map.of("username", "nobody"));
        List<RawClient> clients =
                IntStream.range(0, IN_FLIGHT + TOO_MANY).mapToObj(i -> target.rawClient()).toList();
        try {
            clients.forEach(client -> client.write(client.head(login)));
            List<Callable<Optional<Answer>>> early =
                    clients.stream()
                            .<Callable<Optional<Answer>>>map(c -> () -> c.readIfAny(login, EARLY))
                            .toList();
            List<Answer> refused = Parallel.all(early).stream().flatMap(Optional::stream).toList();

            assertThat(refused)
                    .hasSize(TOO_MANY)
                    .allSatisfy(answer -> answer.checked().expectProblem(429, "too_many_requests"));
        } finally {
            clients.forEach(RawClient::close);
        }
        SystemHealth.awaitWell(target, Duration.ofSeconds(20));
    }

    private static Volley volley(List<Callable<Answer>> calls) {
        long start = System.nanoTime();
        List<Answer> answers = Parallel.atMost(AT_ONCE, calls);
        return new Volley(answers, Duration.ofNanos(System.nanoTime() - start));
    }
}

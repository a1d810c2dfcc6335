// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.gate.table.Limit;
import io.gatehouse.gate.table.Limits;
import io.gatehouse.testkit.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How many requests pass. Buckets fill up while a test runs, so each count may be higher by what
 * the measured time gave back, and by nothing else.
 */
@ExtendWith(GateExtension.class)
class GateLimitIT {

    private static final int CAP = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void signInWhenRepeatedThenTheBurstPasses(Gate gate) {
        Run run =
                Run.of(
                        gate.from("127.0.5.1"),
                        49,
                        "POST",
                        "/authentication/login?a=b",
                        "Content-Length: 0");

        run.assertPassed(40, 20.0 / 60);
        assertRefused(run.refused().getFirst());
    }

    @Test
    void signInWhenRoutesDifferThenOneBucket(Gate gate) {
        GateClient client = gate.from("127.0.5.2");
        client.repeat(45, "POST", "/authentication/login", "Content-Length: 0");

        assertThat(client.send("POST", "/authentication/refresh").status()).isEqualTo(429);
        assertThat(client.send("POST", "/authentication/registration").status()).isEqualTo(429);
        assertThat(client.send("GET", "/oauth2/device?user_code=A").status()).isEqualTo(429);
        assertThat(client.send("POST", "/oauth2/device").status()).isEqualTo(429);
        assertThat(client.send("POST", "/oauth2/device-authorization").status()).isEqualTo(429);
        assertThat(client.send("GET", "/.well-known/jwks.json").status()).isEqualTo(200);
    }

    @Test
    void addressWhenRepeatedThenFiftyPass(Gate gate) {
        Run run = Run.of(gate.from("127.0.5.3"), 120, "GET", "/.well-known/jwks.json");

        run.assertPassed(50, 50);
        assertRefused(run.refused().getFirst());
        assertThat(gate.from("127.0.5.4").send("GET", "/.well-known/jwks.json").status())
                .isEqualTo(200);
    }

    @Test
    void subjectWhenRepeatedThenTwentyPassFromWhateverAddress(Gate gate) {
        String caller = gate.bearer("customer");
        Run run = Run.of(gate.from("127.0.5.5"), 40, "GET", "/orders", caller);

        run.assertPassed(20, 5);
        assertRefused(run.refused().getFirst());
        Run again = Run.of(gate.from("127.0.5.6"), 40, "GET", "/products", caller);
        assertThat(again.refused()).isNotEmpty();
        assertThat(gate.from("127.0.5.5").send("GET", "/orders", gate.bearer()).status())
                .isEqualTo(200);
    }

    @Test
    void adminWhenRepeatedThenFortyPass(Gate gate) {
        Run run =
                Run.of(
                        gate.from("127.0.5.7"),
                        90,
                        "GET",
                        "/admin/users",
                        gate.bearer("customer", "admin"));

        run.assertPassed(40, 20);
    }

    /** What somebody types, or a page loads, at the beginning. */
    @Test
    void subjectWhenANewcomerAsksTenTimesAtOnceThenAllPass(Gate gate) {
        String caller = gate.bearer("customer");

        for (String page : List.of("/accounts/me", "/products", "/orders", "/products/0a-1")) {
            List<HttpAnswer> answers = gate.from("127.0.5.9").repeat(5, "GET", page, caller);

            assertThat(answers).extracting(HttpAnswer::status).containsOnly(200);
        }
    }

    @Test
    void subjectWhenRefusedByTheSecondThenTheHourIsNotSpent() {
        Limits usual = GateFiles.limits("limits.yaml");
        List<Limit> fewer =
                usual.all().stream()
                        .map(limit ->
                                switch (limit.name()) {
                                    case "subject" -> withRate(limit, 3);
                                    case "subject-hour" -> withRate(limit, 5);
                                    default -> limit;
                                })
                        .toList();
        try (Gate gate = Gate.start("hour", new Limits(fewer, usual.inFlight()))) {
            GateClient client = gate.from("127.0.5.8");
            String caller = gate.bearer("customer");

            int before = gate.service("orders").received();

            Run.of(client, 10, "GET", "/orders", caller).assertPassed(3, 3);
            HttpAnswer refused =
                    await().atMost(PATIENCE)
                            .until(
                                    () -> client.send("GET", "/orders", caller),
                                    answer -> secondsToWait(answer) > 1);

            assertRefused(refused);
            assertThat(gate.service("orders").received() - before).isEqualTo(5);
            Run.of(client, 90, "GET", "/admin/users", gate.bearer("admin")).assertPassed(40, 20);
        }
    }

    private static Limit withRate(Limit limit, int rate) {
        return new Limit(limit.name(), limit.by(), limit.isNamed(), rate, rate, limit.per());
    }

    @Test
    void inFlightWhenServiceIsSlowThenFortyAndTheRestAreRefused(Gate gate) throws Exception {
        gate.serve("orders", "orders");
        List<Future<HttpAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 70; i++) {
                GateClient client = gate.from("127.0.6." + i);
                String caller = gate.bearer();
                answers.add(threads.submit(() -> client.send("GET", "/orders?hold", caller)));
            }
            await().atMost(PATIENCE)
                    .until(() -> answers.stream().filter(Future::isDone).count() == 70 - CAP);
            gate.service("orders").release();
        }
        List<HttpAnswer> refused = new ArrayList<>();
        for (Future<HttpAnswer> answer : answers) {
            if (answer.get().status() != 200) {
                refused.add(answer.get());
            }
        }

        assertThat(refused).hasSize(70 - CAP).allSatisfy(GateLimitIT::assertRefused);
        assertThat(gate.service("orders").mostAtWork()).isEqualTo(CAP);
    }

    private static void assertRefused(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too_many_requests");
        assertThat(secondsToWait(answer)).isPositive();
        assertThat(answer.header("x-content-type-options")).isPresent();
    }

    private static int secondsToWait(HttpAnswer answer) {
        return answer.header("retry-after").map(Integer::parseInt).orElse(0);
    }

    /** Many requests as fast as they go. */
    private record Run(List<HttpAnswer> answers, double seconds) {

        static Run of(
                GateClient client, int times, String method, String target, String... headers) {
            long start = System.nanoTime();
            List<HttpAnswer> answers = client.repeat(times, method, target, headers);
            return new Run(answers, (System.nanoTime() - start) / 1e9);
        }

        int passed() {
            return (int) answers.stream().filter(answer -> answer.status() == 200).count();
        }

        List<HttpAnswer> refused() {
            return answers.stream().filter(answer -> answer.status() != 200).toList();
        }

        void assertPassed(int burst, double perSecond) {
            assertThat(passed()).isBetween(burst, burst + (int) Math.floor(seconds * perSecond));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuyIT extends ShopFixture {

    private static final String ID = "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11";
    private static final String BUY = "POST /products/" + ID + "/buy";
    private static final String PURCHASE = "GET /purchases/p-1";
    private static final String ORDER =
            """
            {"id":"0b9c3f52-9a4e-4c39-8f3e-5b8f3d1f6a10","status":"PAID",
             "lines":[{"productId":"%s","name":"Teapot","quantity":2,
                       "unitPrice":{"amount":1234,"currency":"EUR"}}],
             "total":{"amount":2468,"currency":"EUR"},"createdAt":"2026-03-01T11:00:00Z",
             "updatedAt":"2026-03-01T11:00:01Z"}\
            """
                    .formatted(ID);

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
    }

    @Test
    void buyWhenPaidThenOrderIsShown() {
        gate.on(BUY, FakeGate.status(201, ORDER));

        TestShell.Result result = shell.run("buy", ID, "--quantity", "2");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("PAID", "24.68 EUR", "2026-03-01 12:00", "Teapot")
                .doesNotContain("\u001b");
        FakeGate.Request request = gate.requests(BUY).getFirst();
        assertThat(request.authorization()).contains("Bearer access-1");
        assertThat(request.idempotencyKey().orElseThrow()).matches("[A-Za-z0-9_-]{16,64}");
        assertThat(request.body()).isEqualTo("{\"quantity\":2,\"payment\":{\"method\":\"card\"}}");
    }

    @Test
    void buyWhenASourceIsGivenThenItIsSentAndTheRepetitionHasIt() {
        gate.on(BUY, FakeGate.status(202, purchase("PENDING")));
        gate.on(PURCHASE, FakeGate.status(200, purchase("PENDING")));

        TestShell.Result result =
                shell.run("buy", ID, "--source", "tok_ok", "--key", "0123456789abcdef");

        assertThat(gate.requests(BUY).getFirst().body())
                .isEqualTo(
                        "{\"quantity\":1,\"payment\":{\"method\":\"card\",\"source\":\"tok_ok\"}}");
        assertThat(result.out()).contains("--source=tok_ok --key=0123456789abcdef");
    }

    @Test
    void buyWhenConnectionIsCutThenRepeatedUnderTheSameKey() {
        gate.on(BUY, FakeGate.cut(), FakeGate.cut(), FakeGate.status(201, ORDER));

        TestShell.Result result = shell.run("buy", ID);

        assertThat(result.exit()).isZero();
        assertThat(gate.requests(BUY)).hasSize(3);
        assertThat(gate.requests(BUY).stream().map(FakeGate.Request::idempotencyKey).distinct())
                .hasSize(1);
        assertThat(shell.rests()).hasSize(2);
    }

    @Test
    void buyWhenUnavailableThenWaitsAsAskedAndRepeats() {
        gate.on(
                BUY,
                FakeGate.problem(503, "unavailable", "Away").with("Retry-After", "2"),
                FakeGate.status(201, ORDER));

        TestShell.Result result = shell.run("buy", ID);

        assertThat(result.exit()).isZero();
        assertThat(shell.rests()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void buyWhenCutEachTimeThenGivesUpAndTellsTheKey() {
        gate.on(BUY, FakeGate.cut());

        TestShell.Result result = shell.run("buy", ID, "--key", "0123456789abcdef");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(gate.requests(BUY)).hasSize(4);
        assertThat(result.err()).contains("--key=0123456789abcdef", "lost before the answer");
    }

    @Test
    void buyWhenKeyIsGivenThenItIsSent() {
        gate.on(BUY, FakeGate.status(201, ORDER));

        shell.run("buy", ID, "--key", "0123456789abcdef");

        assertThat(gate.requests(BUY).getFirst().idempotencyKey()).contains("0123456789abcdef");
    }

    @Test
    void buyWhenSoldOutThenExitCodeSaysSoAndNothingIsRepeated() {
        gate.on(BUY, FakeGate.problem(409, "sold_out", "Sold out"));

        TestShell.Result result = shell.run("buy", ID);

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).contains("Sold out (409 sold_out)", "req-1");
        assertThat(gate.requests(BUY)).hasSize(1);
    }

    @Test
    void buyWhenDeclinedThenExitCodeSaysSo() {
        gate.on(BUY, FakeGate.problem(402, "payment_declined", "Declined"));

        assertThat(shell.run("buy", ID).exit()).isEqualTo(5);
    }

    @Test
    void buyWhenItTakesLongerThenThePurchaseIsFollowedToItsOrder() {
        gate.on(
                BUY,
                FakeGate.status(202, purchase("PENDING")).with("Retry-After", "1"),
                FakeGate.status(201, ORDER));
        gate.on(
                PURCHASE,
                FakeGate.status(200, purchase("PENDING")).with("Retry-After", "2"),
                FakeGate.status(200, purchase("SETTLED")));

        TestShell.Result result = shell.run("buy", ID);

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("PAID", "24.68 EUR");
        assertThat(shell.rests()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(gate.requests(BUY).stream().map(FakeGate.Request::idempotencyKey).distinct())
                .hasSize(1);
    }

    @Test
    void buyWhenItIsDeclinedAtLastThenExitCodeSaysSo() {
        gate.on(
                BUY,
                FakeGate.status(202, purchase("PENDING")),
                FakeGate.problem(402, "payment_declined", "Declined"));
        gate.on(PURCHASE, FakeGate.status(200, purchase("SETTLED")));

        assertThat(shell.run("buy", ID).exit()).isEqualTo(5);
    }

    @Test
    void buyWhenItStaysOpenThenTellsHowToAskAgain() {
        gate.on(BUY, FakeGate.status(202, purchase("PENDING")));
        gate.on(PURCHASE, FakeGate.status(200, purchase("PENDING")));

        TestShell.Result result = shell.run("buy", ID, "--key", "0123456789abcdef");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("takes longer", "--key=0123456789abcdef");
        assertThat(gate.requests(PURCHASE)).hasSize(20);
    }

    private static String purchase(String status) {
        return "{\"id\":\"p-1\",\"status\":\"%s\"}".formatted(status);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.Merchant.Answer;
import io.gatehouse.testkit.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartIT {
    private static final String LISTENS = "provider-sim listens at port ";

    @TempDir private Path data;

    @Test
    void startWhenThereWasARunBeforeThenEverythingIsKnownAgain() {
        Map<String, Answer> before = new ConcurrentHashMap<>();
        run(merchant -> {
            String charge = merchant.charge("paid", 1000, "tok_ok").field("id");
            merchant.charge("declined", 1000, "tok_stolen_card");
            merchant.refund("refund", charge, 300);
            before.putAll(everything(merchant));
        });

        run(merchant -> {
            assertThat(everything(merchant)).isEqualTo(before);
            assertThat(merchant.charge("paid", 1000, "tok_ok").field("refunded")).isEqualTo("0");
            assertThat(merchant.charge("paid", 1001, "tok_ok").error())
                    .isEqualTo("idempotency_key_reused");
            String charge = merchant.get("/v1/charges?key=paid").field("id");
            assertThat(merchant.refund("another", charge, 701).error())
                    .isEqualTo("refund_exceeds_charge");
            assertThat(merchant.refund("another", charge, 700).status()).isEqualTo(200);
        });
    }

    private static Map<String, Answer> everything(Merchant merchant) {
        return Map.of(
                "list", merchant.get("/v1/charges"),
                "paid", merchant.charge("paid", 1000, "tok_ok"),
                "declined", merchant.charge("declined", 1000, "tok_stolen_card"),
                "refund", merchant.get("/v1/refunds?key=refund"));
    }

    @Test
    void startWhenAChargeWasProcessingThenItIsDecided() {
        run(
                config().processingFor(Duration.ofHours(1)),
                merchant -> merchant.charge("later", 5, "tok_processing_declined"));

        run(
                config().processingFor(Duration.ofMillis(10)),
                merchant ->
                        Awaitility.await()
                                .untilAsserted(() ->
                                        assertThat(merchant.get("/v1/charges?key=later").text())
                                                .contains("\"declined\"", "\"card_declined\"")));
    }

    @Test
    void startWhenTheLastLineIsTornThenItIsCutOff() throws IOException {
        run(merchant -> merchant.charge("whole", 5, "tok_ok"));
        run(merchant -> merchant.charge("torn", 5, "tok_ok"));
        byte[] whole = Files.readAllBytes(journal());
        Files.write(journal(), Arrays.copyOf(whole, whole.length - 10));

        run(merchant -> {
            assertThat(merchant.get("/v1/charges?key=whole").status()).isEqualTo(200);
            assertThat(merchant.get("/v1/charges?key=torn").status()).isEqualTo(404);
            assertThat(merchant.charge("torn", 5, "tok_ok").status()).isEqualTo(200);
        });

        run(merchant -> assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(2));
    }

    @Test
    void startWhenALineIsDamagedThenSaysWhich() throws IOException {
        run(merchant -> merchant.charge("key", 5, "tok_ok"));
        Files.writeString(journal(), "{\"entry\":\"charged\"}\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> ProviderServer.start(config()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line 2 of " + journal() + " cannot be read");
    }

    @Test
    void startWhenAnotherRunsThenRefuses() {
        run(_ ->
                assertThatThrownBy(() -> ProviderServer.start(config()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(journal() + " is in use"));
    }

    /** What was answered is there after kill -9, and what was not is there whole or not at all. */
    @Test
    void startWhenKilledAtWorkThenNoAnswerIsForgotten() throws Exception {
        Map<String, Answer> answered = new ConcurrentHashMap<>();
        Path key = Files.writeString(data.resolve("key"), Merchant.API_KEY + "\n");
        Process process =
                new ProcessBuilder(
                                command("--data=" + data, "--key-file=" + key, "--host=127.0.0.1"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Merchant merchant = new Merchant(listening(process), Merchant.API_KEY);
            for (int number = 0; number < 8; number++) {
                String name = "buyer" + number + "-";
                threads.execute(() -> chargeUntilItDies(merchant, name, answered));
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answered.size() > 100);
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }

        run(merchant ->
                answered.forEach((name, answer) -> {
                    assertThat(merchant.get("/v1/charges?key=" + name)).isEqualTo(answer);
                    assertThat(merchant.charge(name, 5, "tok_ok")).isEqualTo(answer);
                }));
    }

    private static void chargeUntilItDies(
            Merchant merchant, String name, Map<String, Answer> answered) {
        try {
            for (int number = 0; ; number++) {
                answered.put(name + number, merchant.charge(name + number, 5, "tok_ok"));
            }
        } catch (AssertionError dead) {
            assertThat(dead).hasCauseInstanceOf(IOException.class);
        }
    }

    private static List<String> command(String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatehouse.provider.ProviderSim"));
        command.addAll(List.of(options));
        return command;
    }

    @Test
    void startWhenEndedBySignalThenLogsJsonAndEnds() throws Exception {
        Path key = Files.writeString(data.resolve("key"), Merchant.API_KEY + "\n");
        Path log = data.resolve("log");
        Process process =
                new ProcessBuilder(command("--data=" + data, "--key-file=" + key))
                        .redirectError(log.toFile())
                        .start();
        try {
            Merchant merchant = new Merchant(listening(process), Merchant.API_KEY);
            assertThat(merchant.charge("key", 5, "tok_ok").status()).isEqualTo(200);
            process.destroy();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readAllLines(log))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(Json.read(line).has("message")).isTrue());
            assertThat(Files.readString(log)).doesNotContain(Merchant.API_KEY);
        } finally {
            process.destroyForcibly();
        }
    }

    private static URI listening(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).startsWith(LISTENS);
        return URI.create("http://localhost:" + line.substring(LISTENS.length()));
    }

    private ProviderConfig config() {
        return ProviderConfig.of(data, Merchant.API_KEY);
    }

    private Path journal() {
        return data.resolve("journal.jsonl");
    }

    private void run(Consumer<Merchant> work) {
        run(config(), work);
    }

    private static void run(ProviderConfig config, Consumer<Merchant> work) {
        try (ProviderServer provider = ProviderServer.start(config)) {
            work.accept(Merchant.of(provider));
        }
    }
}

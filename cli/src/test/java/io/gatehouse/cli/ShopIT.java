// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopIT extends ShopFixture {

    private static final String TEAPOT = "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11";
    private static final String CUP = "7a1c2b3d-3c1d-4b57-9a20-0d1f0a5c7e22";

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on("GET /products", FakeGate.ok(page(product(TEAPOT, "Teapot", 1234), "c 1")));
    }

    @Test
    void productsWhenMoreFollowThenTableAndHowToGoOn() {
        TestShell.Result result = shell.run("products");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "PRODUCT                               NAME        PRICE  STOCK",
                        TEAPOT + "  Teapot  12.34 EUR      3");
        assertThat(result.err()).contains("--after c 1");
    }

    @Test
    void productsWhenSearchIsGivenThenItIsEncoded() {
        gate.on("GET /products?limit=5&q=tea+%26+cup", FakeGate.ok("{\"items\":[]}"));

        TestShell.Result result = shell.run("products", "--search", "tea & cup", "--limit", "5");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Nothing there.");
    }

    @Test
    void productsWhenAllThenEveryPageIsFetched() {
        gate.on(
                "GET /products?limit=100",
                FakeGate.ok(page(product(TEAPOT, "Teapot", 1234), "c 1")));
        gate.on(
                "GET /products?after=c+1&limit=100",
                FakeGate.ok("{\"items\":[" + product(CUP, "Cup", 500) + "]}"));

        TestShell.Result result = shell.run("products", "--all", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("{\"items\":[").contains(TEAPOT, CUP);
    }

    @Test
    void productsWhenPagesRunInCircleThenStops() {
        gate.on("GET /products?limit=100", FakeGate.ok("{\"items\":[],\"next\":\"c\"}"));
        gate.on("GET /products?after=c&limit=100", FakeGate.ok("{\"items\":[],\"next\":\"c\"}"));

        assertThat(shell.run("products", "--all").exit()).isEqualTo(3);
    }

    @Test
    void productsWhenJsonThenAnswerIsPrintedAsItCame() {
        TestShell.Result result = shell.run("--json", "products");

        assertThat(result.out().strip()).isEqualTo(page(product(TEAPOT, "Teapot", 1234), "c 1"));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void productWhenProblemAndJsonThenItGoesToStandardError() {
        TestShell.Result result = shell.run("product", TEAPOT, "--json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("{\"title\":\"Not found\"");
    }

    @Test
    void productsWhenFailureIsOursAndJsonThenItIsJsonToo() {
        shell.sessions().remove(gate.url());

        TestShell.Result result = shell.run("products", "--json");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("\"code\":\"not_signed_in\"");
    }

    @Test
    void productsWhenTooManyThenTellsHowLongToWait() {
        gate.on(
                "GET /products",
                FakeGate.problem(429, "too_many_requests", "Too many requests")
                        .with("Retry-After", "7"));

        TestShell.Result result = shell.run("products");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Wait 7 seconds");
        assertThat(gate.requests("GET /products")).hasSize(1);
    }

    @Test
    void productsWhenNothingListensThenExitCodeSaysSo() {
        gate.close();

        TestShell.Result result = shell.run("products");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("Nothing answers at " + gate.url());
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example,plain http",
        "ftp://localhost,Not the URL",
        "https://me@localhost,Not the URL",
        "https://localhost/shop,Not the URL",
        "localhost:8443,Not the URL"
    })
    void productsWhenUrlIsUnfitThenUsage(String url, String message) {
        TestShell.Result result = shell.run("products", "--url", url);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void productsWhenCaIsMissingThenNothingIsTrusted() {
        TestShell.Result result =
                shell.run("products", "--url", "https://localhost:1", "--ca", "nowhere.crt");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("nowhere.crt", "--ca");
    }

    @Test
    void productsWhenCaIsNotACertificateThenUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.crt"), "nothing");

        TestShell.Result result =
                shell.run("products", "--url", "https://localhost:1", "--ca", file.toString());

        assertThat(result.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "product", "buy --quantity many", "admin", "help nonsense"})
    void shopWhenCalledWronglyThenUsage(String line) {
        TestShell.Result result = shell.run(line.split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--help");
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void urlWhenSystemRunsOnThisMachineThenItIsFound() throws IOException {
        Path run = Files.createDirectories(folder.resolve("home/run"));
        Files.writeString(run.resolve("system.json"), "{\"url\":\"" + gate.url() + "\"}");

        TestShell.Result result = new TestShell(folder, "").run("products");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Teapot");
    }

    @Test
    void productsWhenSystemOfThisMachineIsDownThenTellsHowToStartIt() {
        TestShell.Result result = new TestShell(folder, "").run("products");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("does not run on this machine", "./gatehouse up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "products"})
    void shopWhenSystemWasKilledThenTellsHowToStartIt(String command) throws IOException {
        Path run = Files.createDirectories(folder.resolve("home/run"));
        Files.writeString(run.resolve("system.json"), "{\"url\":\"http://127.0.0.1:1\"}");
        TestShell down = new TestShell(folder, "");
        down.sessions()
                .write(
                        "http://127.0.0.1:1",
                        new Session("alice", "a", "r", TestShell.NOW.plusSeconds(300)));

        TestShell.Result result =
                command.isEmpty() ? down.atTerminal(200, "0\n") : down.atTerminal(200, "", command);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains("Nothing answers at http://127.0.0.1:1.", "./gatehouse up");
    }

    @Test
    void homeWhenGivenThenTheSystemThereIsUsed() throws IOException {
        Path run = Files.createDirectories(folder.resolve("other/run"));
        Files.writeString(run.resolve("system.json"), "{\"url\":\"" + gate.url() + "\"}");

        TestShell.Result result =
                new TestShell(folder, "")
                        .run("products", "--home", folder.resolve("other").toString());

        assertThat(result.exit()).isZero();
    }

    @Test
    void homeWhenItIsSomebodyElsesThenRefused() throws IOException {
        Path foreign = Files.createDirectories(folder.resolve("foreign/album")).getParent();

        TestShell.Result result =
                new TestShell(folder, "").run("products", "--home", foreign.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).startsWith(foreign + " is no home of Gatehouse");
    }

    /** The script prints the file, so that help needs nothing that has to be built first. */
    @Test
    void helpWhenPrintedByTheScriptThenIsTheShopsOwn() {
        assertThat(Path.of("help.txt")).hasContent(shell.atTerminal(80, "", "--help").out());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 120})
    void helpWhenBrokenIntoLinesThenNoWordIsBroken(int columns) {
        String help = shell.atTerminal(columns, "", "--help").out();

        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
        assertThat(help).contains(" .local", "certs/ca.crt", "https://localhost:8443");
    }

    @ParameterizedTest
    @CsvSource({
        "help,Usage: ./gatehouse shop [",
        "help buy,Usage: ./gatehouse shop buy",
        "help admin users roles,Usage: ./gatehouse shop admin users roles",
        "buy --help,Usage: ./gatehouse shop buy"
    })
    void helpWhenCommandIsNamedThenItIsExplained(String line, String usage) {
        TestShell.Result result = shell.run(line.split(" "));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith(usage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void versionWhenAskedThenTold(String option) {
        TestShell.Result result = shell.run(option);

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("gatehouse ");
    }

    @ParameterizedTest
    @CsvSource({"Teapot", "teapot", "6f9b8a5e", "6F9B8A5E-3C1D"})
    void productWhenNamedOrIdIsShortThenItIsFound(String typed) {
        for (String query : new String[] {"", "&q=" + typed}) {
            gate.on(
                    "GET /products?limit=100" + query,
                    FakeGate.ok("{\"items\":[" + product(TEAPOT, "Teapot", 1234) + "]}"));
        }
        gate.on("GET /products/" + TEAPOT, FakeGate.ok(product(TEAPOT, "Teapot", 1234)));

        assertThat(shell.run("product", typed).exit()).isZero();
    }

    @Test
    void productWhenNumberAndNoListThenTellsWhatToDo() {
        TestShell.Result result = shell.run("product", "3");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("none was shown", "name or id");
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void productWhenShortIdFitsTwoThenNothingIsChosen() {
        String other = TEAPOT.substring(0, 9) + CUP.substring(9);
        gate.on(
                "GET /products?limit=100",
                FakeGate.ok(
                        "{\"items\":["
                                + product(TEAPOT, "Teapot", 1234)
                                + ","
                                + product(other, "Cup", 500)
                                + "]}"));

        TestShell.Result result = shell.run("product", "6f9b8a5e");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("Teapot (6f9b8a5e), Cup (6f9b8a5e): say which.");
    }

    @Test
    void menuWhenInputIsScriptThenCommandsAndNumbersAreCarriedOut() {
        gate.on("GET /products/" + TEAPOT, FakeGate.ok(product(TEAPOT, "Teapot", 1234)));

        TestShell.Result result =
                shell.runWithInput(
                        "# look around\nproducts\n\n3\n" + TEAPOT + "\nquit\nproducts\n");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("12.34 EUR", "Description");
        assertThat(gate.requests("GET /products")).hasSize(1);
        assertThat(gate.requests("GET /products/" + TEAPOT)).hasSize(1);
    }

    @Test
    void menuWhenScriptFailsThenStopsThereWithItsExitCode() {
        TestShell.Result result = shell.runWithInput("product " + CUP + "\nproducts\n", "menu");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(gate.requests()).hasSize(1);
    }

    @Test
    void menuWhenQuoteIsOpenThenUsage() {
        assertThat(shell.runWithInput("products --search 'tea\n").exit()).isEqualTo(2);
    }

    @Test
    void menuWhenThereIsNoInputThenHelp() {
        TestShell.Result result = shell.run();

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Usage: ./gatehouse shop", "Exit codes:");
    }

    @Test
    void menuWhenConnectionIsGivenThenItHoldsForEachLine() {
        TestShell elsewhere = new TestShell(folder, "http://127.0.0.1:1");

        TestShell.Result result =
                elsewhere.runWithInput("products\n", "--url", gate.url(), "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("{");
    }

    private static String product(String id, String name, long amount) {
        return """
        {"id":"%s","name":"%s","description":"Holds tea.",\
        "price":{"amount":%d,"currency":"EUR"},"stock":3,\
        "createdAt":"2026-03-01T11:00:00Z"}\
        """
                .formatted(id, name, amount);
    }

    private static String page(String product, String next) {
        return "{\"items\":[" + product + "],\"next\":\"" + next + "\"}";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The menu as a person at a terminal meets it. */
class MenuIT extends ShopFixture {

    private static final String MUG = "d01e13be-235f-461f-8392-3dd14744f3e0";
    private static final String KETTLE = "54920444-4c3e-4459-82dd-21250b729601";
    private static final String WHOAMI = "GET /authentication/whoami";
    private static final String PRODUCTS =
            "{\"items\":["
                    + product(MUG, "Quarry Stoneware Mug")
                    + ","
                    + product(KETTLE, "Tidewater Pour-Over Kettle")
                    + "]}";

    @BeforeEach
    void setUp() {
        for (String query : new String[] {"", "?limit=100", "?limit=100&q=mug"}) {
            gate.on("GET /products" + query, FakeGate.ok(PRODUCTS));
        }
        gate.on("GET /products?limit=100&q=quarry+stoneware+mug", FakeGate.ok(PRODUCTS));
        gate.on("GET /products?limit=100&q=moon", FakeGate.ok("{\"items\":[]}"));
        gate.on("GET /products/" + MUG, FakeGate.ok(product(MUG, "Quarry Stoneware Mug")));
        gate.on("GET /products/" + KETTLE, FakeGate.ok(product(KETTLE, "Kettle")));
        gate.on("POST /authentication/login", FakeGate.ok(tokens()));
        gate.on(WHOAMI, FakeGate.ok(account("alice", "customer")));
    }

    @ParameterizedTest
    @CsvSource({
        "1," + MUG,
        "2," + KETTLE,
        "quarry stoneware mug," + MUG,
        "d01e13be," + MUG,
        "D01E13BE-235F-461F-8392-3DD14744F3E0," + MUG,
        "54920444," + KETTLE
    })
    void lookWhenProductIsChosenThenItIsShown(String typed, String id) {
        TestShell.Result result = signedIn().atTerminal(80, "3\n" + typed + "\n0\n");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests("GET /products/" + id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|The last list has no product 3: choose 1 to 2.",
                "0|The last list has no product 0: choose 1 to 2.",
                "moon|There is no product moon.",
                "mug|There is no product mug. Similar: Quarry Stoneware Mug (d01e13be)",
                "''|Nothing was chosen, so nothing was done."
            })
    void lookWhenChoiceIsWrongThenASentenceSaysSo(String typed, String sentence) {
        TestShell.Result result = signedIn().atTerminal(200, "3\n" + typed + "\n0\n");

        assertThat(result.out()).contains(sentence).doesNotContain("Exception", "cannot convert");
        assertThat(gate.requests("GET /products/" + MUG)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4,moon,product moon,How many",
        "14,moon,product moon,New price",
        "15,moon,product moon,How many there are",
        "18,moon,user moon,Roles"
    })
    void menuWhenChoiceIsWrongThenNothingMoreIsAsked(
            String entry, String typed, String wrong, String question) {
        gate.on(WHOAMI, FakeGate.ok(account("admin", "admin")));
        gate.on("GET /admin/users", FakeGate.ok(users()));
        gate.on("GET /admin/users?limit=100&q=moon", FakeGate.ok("{\"items\":[]}"));

        TestShell.Result result = signedIn().atTerminal(200, "%s\n%s\n0\n".formatted(entry, typed));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("There is no " + wrong).doesNotContain(question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99|The menu has no 99: choose 1 to 11, or 0 to leave.",
                "dance|There is no command dance.",
                "admin|Say what to do: products, users, clients, audit.",
                "fail moon|Invalid value for SERVICE: 'moon' is none of idp, authz, products, orders",
                "product|Missing required parameter: 'PRODUCT'",
                "buy Quarry Stoneware|A name of several words stands in quotes.",
                "order 1|A number chooses from the last list of the menu, and none was shown"
            })
    void menuWhenLineIsWrongThenASentenceSaysSo(String typed, String sentence) {
        TestShell.Result result = signedIn().atTerminal(200, typed + "\n0\n");

        assertThat(result.out()).contains(sentence).doesNotContain("gatehouse shop");
    }

    @Test
    void menuWhenNotSignedInThenHintsAreTypedInTheMenu() {
        TestShell.Result result = shell.atTerminal(80, "products\n0\n");

        assertThat(result.out())
                .contains("Sign in: login", "Open an account: register")
                .doesNotContain("gatehouse shop");
    }

    @Test
    void menuWhenLineIsCopiedFromAShellThenItWorks() {
        TestShell.Result result = signedIn().atTerminal(80, "./gatehouse shop products\n0\n");

        assertThat(result.out()).contains("Quarry Stoneware Mug");
    }

    @Test
    void registerWhenDoneThenSignedIn() {
        gate.on(
                "POST /authentication/registration",
                FakeGate.status(201, account("robin", "customer")));

        TestShell.Result result =
                shell.atTerminal(80, "1\nrobin\nrobin@example.org\nseven boats\nseven boats\n0\n");

        assertThat(result.out())
                .contains("The account robin is open.", "Signed in as robin.", "robin@gatehouse>");
        assertThat(gate.requests("POST /authentication/login").getFirst().body())
                .isEqualTo("{\"username\":\"robin\",\"password\":\"seven boats\"}");
    }

    @Test
    void menuWhenAdministratorSignsInThenTheirEntriesAppear() {
        gate.on(WHOAMI, FakeGate.ok(account("admin", "admin")));

        TestShell.Result result = shell.atTerminal(80, "login admin\nsecret\n0\n");

        assertThat(result.out().split("Set the roles of a user", -1)).hasSize(2);
        assertThat(result.out().indexOf("Set the roles"))
                .isGreaterThan(result.out().indexOf("Sign out"));
    }

    @Test
    void menuWhenCustomerIsSignedInThenNoEntryOfAnAdministratorIsShown() {
        TestShell.Result result = signedIn().atTerminal(80, "0\n");

        assertThat(result.out()).contains("Sign out").doesNotContain("Set the roles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "admin"})
    void menuWhenSignedInThenNeitherAccountNorSignInIsOffered(String role) {
        gate.on(WHOAMI, FakeGate.ok(account("alice", role)));

        TestShell.Result result = signedIn().atTerminal(80, "0\n");

        assertThat(result.out())
                .contains("   1  See the products")
                .doesNotContain("Open an account", "Sign in ");
    }

    @Test
    void menuWhenSignedOutThenOffersToSignInAgain() {
        gate.on("POST /authentication/logout", FakeGate.status(204, ""));

        TestShell.Result result = signedIn().atTerminal(80, "logout\n0\n");

        assertThat(result.out().split("   2  Sign in", -1)).hasSize(2);
    }

    @Test
    void helpWhenTypedInTheMenuThenShowsWhatIsTypedThere() {
        TestShell.Result result = signedIn().atTerminal(80, "help\nhelp buy\n0\n");

        assertThat(result.out())
                .contains("Usage: COMMAND [OPTION...]", "Usage: buy [")
                .doesNotContain("Show the version", "Exit codes");
    }

    @Test
    void menuWhenTerminalHasFortyColumnsThenNothingIsWider() {
        gate.on(WHOAMI, FakeGate.ok(account("admin", "admin")));

        TestShell.Result result =
                signedIn()
                        .atTerminal(
                                40, "1\n3\n1\nhelp\nhelp buy\n99\norder 7\nadmin\nfail moon\n0\n");

        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(41));
        assertThat(result.out()).contains("NAME Tidewater Pour-Over Kettle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3\n\u0003", "3\n\u0004", "login\n\u0003", "login alice\n\u0004", "\u0003"})
    void menuWhenQuestionIsLeftThenTheMenuGoesOn(String typed) {
        TestShell.Result result = signedIn().atTerminal(80, typed + "whoami\n0\n");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("alice@example.org");
    }

    @Test
    void menuWhenInputEndsThenItIsLeft() {
        assertThat(signedIn().atTerminal(80, "\u0004").exit()).isZero();
    }

    private TestShell signedIn() {
        return shell.signedIn(Duration.ofMinutes(5));
    }

    private static String product(String id, String name) {
        return """
        {"id":"%s","name":"%s","description":"Hand-thrown mug, 350 ml, in a speckled glaze.",\
        "price":{"amount":1850,"currency":"EUR"},"stock":200,\
        "createdAt":"2026-03-01T11:00:00Z"}\
        """
                .formatted(id, name);
    }

    private static String account(String name, String role) {
        return """
        {"id":"a-1","username":"%s","email":"%s@example.org","roles":["%s"]}\
        """
                .formatted(name, name, role);
    }

    private static String users() {
        return "{\"items\":[" + account("alice", "customer") + "]}";
    }

    private static String tokens() {
        return "{\"access_token\":\"access-1\",\"refresh_token\":\"r\",\"expires_in\":300}";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminIT extends ShopFixture {

    private static final String ID = "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11";
    private static final String TEAPOT =
            """
            {"id":"%s","name":"Teapot","description":"Holds tea.",\
            "price":{"amount":1234,"currency":"EUR"},"stock":3,\
            "createdAt":"2026-03-01T11:00:00Z","reserved":1,"sold":6,"archived":false}\
            """
                    .formatted(ID);
    private static final String USERS =
            """
            {"items":[{"id":"%s","username":"alice","email":"a@example.org",\
            "roles":["customer"],"enabled":true}]}\
            """
                    .formatted(ID);

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on("GET /products/" + ID, FakeGate.ok(TEAPOT));
        gate.on("PUT /products/admin/" + ID, FakeGate.ok(TEAPOT));
        gate.on("GET /admin/users?limit=100&q=alice", FakeGate.ok(USERS));
    }

    @Test
    void productsListWhenAdminThenShowsWhatIsReservedAndSold() {
        gate.on("GET /products/admin", FakeGate.ok("{\"items\":[" + TEAPOT + "]}"));

        TestShell.Result result = shell.run("admin", "products", "list");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("RESERVED", "SOLD").containsPattern("3 +1 +6");
    }

    @Test
    void productsAddWhenPriceIsTypedThenMinorUnitsAreSent() {
        gate.on("POST /products/admin/" + ID, FakeGate.status(201, TEAPOT));

        TestShell.Result result =
                shell.run(
                        "admin",
                        "products",
                        "add",
                        "--name",
                        "Teapot",
                        "--price",
                        "12.34",
                        "--stock",
                        "10",
                        "--id",
                        ID);

        assertThat(result.exit()).isZero();
        assertThat(gate.requests().getFirst().body())
                .isEqualTo(
                        "{\"name\":\"Teapot\",\"description\":\"\",\"price\":"
                                + "{\"amount\":1234,\"currency\":\"EUR\"},\"stock\":10}");
    }

    @Test
    void productsAddWhenPriceIsNoPriceThenUsage() {
        TestShell.Result result =
                shell.run("admin", "products", "add", "--name", "Teapot", "--price", "1,2");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("not a price like 12.34");
    }

    @Test
    void productsUpdateWhenOnlyNameIsGivenThenTheRestStays() {
        TestShell.Result result = shell.run("admin", "products", "update", ID, "--name", "Pot");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests("PUT /products/admin/" + ID).getFirst().body())
                .contains("\"name\":\"Pot\"", "Holds tea.", "1234")
                .doesNotContain("stock");
    }

    @Test
    void productsUpdateWhenStockIsGivenThenItIsWritten() {
        shell.run("admin", "products", "update", ID, "--stock", "0");

        assertThat(gate.requests("PUT /products/admin/" + ID).getFirst().body())
                .contains("\"name\":\"Teapot\"", "\"stock\":0");
    }

    @Test
    void productsUpdateWhenNothingIsGivenThenUsage() {
        assertThat(shell.run("admin", "products", "update", ID).exit()).isEqualTo(2);
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void productsStockWhenNumberIsGivenThenOnlyStockChanges() {
        shell.run("admin", "products", "stock", ID, "42");

        assertThat(gate.requests("PUT /products/admin/" + ID).getFirst().body())
                .contains("\"name\":\"Teapot\"", "\"stock\":42");
    }

    @Test
    void productsRemoveWhenDoneThenSaysSo() {
        gate.on("DELETE /products/admin/" + ID, FakeGate.status(204, ""));

        assertThat(shell.run("admin", "products", "remove", ID).out()).contains("no longer sold");
    }

    @Test
    void usersRolesWhenNameIsGivenThenIdIsLookedUp() {
        gate.on("PUT /admin/users/" + ID + "/roles", FakeGate.ok("{}"));

        TestShell.Result result =
                shell.run("admin", "users", "roles", "alice", "customer", "admin");

        assertThat(result.exit()).isZero();
        assertThat(gate.requests("PUT /admin/users/" + ID + "/roles").getFirst().body())
                .isEqualTo("{\"roles\":[\"customer\",\"admin\"]}");
    }

    @Test
    void usersDisableWhenIdIsGivenThenItIsTakenAsItIs() {
        gate.on("PUT /admin/users/" + ID + "/enabled", FakeGate.ok("{}"));

        TestShell.Result result = shell.run("admin", "users", "disable", ID);

        assertThat(result.exit()).isZero();
        assertThat(gate.requests()).hasSize(1);
        assertThat(gate.requests().getFirst().body()).isEqualTo("{\"enabled\":false}");
    }

    @Test
    void usersEnableWhenNobodyHasTheNameThenUsage() {
        gate.on("GET /admin/users?limit=100&q=bob", FakeGate.ok("{\"items\":[]}"));

        TestShell.Result result = shell.run("admin", "users", "enable", "bob");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("no user bob");
    }

    @Test
    void clientsAddWhenItHasABrowserThenShowsWhatItNeeds() {
        discovery();
        gate.on(
                "POST /admin/clients",
                FakeGate.status(
                        201,
                        """
                        {"client_id":"client-1","client_secret":"s3cret","scope":"openid email",\
                        "grant_types":["authorization_code","refresh_token"]}\
                        """));

        TestShell.Result result =
                shell.run(
                        "admin",
                        "clients",
                        "add",
                        "Shop app",
                        "--redirect-uri",
                        "https://a.example/b",
                        "--redirect-uri",
                        "http://localhost/b",
                        "--scope",
                        "openid email");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("issuer +https://gate.example")
                .containsPattern("client_id +client-1")
                .containsPattern("client_secret +s3cret");
        assertThat(result.err()).contains("cannot be shown again");
        assertThat(gate.requests("POST /admin/clients").getFirst().body())
                .isEqualTo(
                        """
                        {"client_name":"Shop app","redirect_uris":["https://a.example/b","http://localhost/b"],\
                        "post_logout_redirect_uris":[],"grant_types":["authorization_code","refresh_token"],\
                        "token_endpoint_auth_method":"client_secret_basic","scope":"openid email"}\
                        """);
    }

    @Test
    void clientsAddWhenPublicAndOnADeviceThenThatIsSent() {
        discovery();
        gate.on("POST /admin/clients", FakeGate.status(201, "{\"client_id\":\"client-1\"}"));

        TestShell.Result result =
                shell.run(
                        "admin",
                        "clients",
                        "add",
                        "TV",
                        "--public",
                        "--grant",
                        "device_code",
                        "--grant",
                        "refresh_token");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).doesNotContain("client_secret");
        assertThat(gate.requests("POST /admin/clients").getFirst().body())
                .contains(
                        "[\"urn:ietf:params:oauth:grant-type:device_code\",\"refresh_token\"]",
                        "\"token_endpoint_auth_method\":\"none\"");
    }

    @Test
    void clientsAddWhenItHasACertificateThenItsSubjectIsSentAndNoSecretIsExpected() {
        discovery();
        gate.on("POST /admin/clients", FakeGate.status(201, "{\"client_id\":\"client-1\"}"));

        TestShell.Result result =
                shell.run(
                        "admin",
                        "clients",
                        "add",
                        "Robot",
                        "--certificate",
                        "CN=robot,O=Gatehouse",
                        "--grant",
                        "client_credentials");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).doesNotContain("client_secret");
        assertThat(gate.requests("POST /admin/clients").getFirst().body())
                .contains(
                        "\"token_endpoint_auth_method\":\"tls_client_auth\"",
                        "\"tls_client_auth_subject_dn\":\"CN=robot,O=Gatehouse\"");
    }

    @ParameterizedTest
    @CsvSource({
        "admin clients add a --public --certificate CN=a --grant device_code",
        "admin clients add",
        "admin clients add a",
        "admin clients add a --grant authorization_code"
    })
    void clientsAddWhenSomethingIsMissingThenUsage(String line) {
        TestShell.Result result = shell.run(line.split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void clientsListWhenThereAreSomeThenSaysWhereTheyAreManaged() {
        gate.on(
                "GET /admin/clients",
                FakeGate.ok(
                        """
                        {"items":[{"client_id":"web","first_party":true,"token_endpoint_auth_method":"none"},\
                        {"client_id":"client-1","client_name":"App","first_party":false}]}\
                        """));

        TestShell.Result result = shell.run("admin", "clients", "list");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("web .*none .*clients' file")
                .containsPattern("client-1 +App .*here");
    }

    @Test
    void clientsRemoveWhenThereIsNoneThenTellsWhereTheIdsAre() {
        gate.on("DELETE /admin/clients/client-1", FakeGate.status(204, ""));
        gate.on("DELETE /admin/clients/client-2", FakeGate.problem(404, "not_found", "Not found"));

        assertThat(shell.run("admin", "clients", "remove", "client-1").out()).contains("removed");
        TestShell.Result none = shell.run("admin", "clients", "remove", "client-2");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("admin clients list");
        assertThat(shell.run("admin", "clients", "remove", "a/b").exit()).isEqualTo(2);
    }

    @Test
    void clientsTokenWhenMadeThenAloneOnTheOutput() {
        gate.on(
                "POST /admin/initial-access-tokens",
                FakeGate.status(
                        201,
                        """
                        {"id":"%s","initialAccessToken":"tok-1","uses":2,"expiresAt":"2026-03-01T13:00:00Z"}\
                        """
                                .formatted(ID)));

        TestShell.Result result =
                shell.run("admin", "clients", "token", "--uses", "2", "--hours", "3");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo("tok-1");
        assertThat(gate.requests("POST /admin/initial-access-tokens").getFirst().body())
                .contains("\"uses\":2", "\"expiresIn\":10800");
        assertThat(result.err()).contains("admin clients token remove " + ID);
    }

    @Test
    void clientsTokenListWhenThereAreSomeThenSaysWhoMadeThem() {
        gate.on(
                "GET /admin/initial-access-tokens",
                FakeGate.ok(
                        """
                        {"items":[{"id":"%s","madeBy":"%s","madeByName":"alice","uses":7,\
                        "createdAt":"2026-03-01T11:00:00Z","expiresAt":"2026-03-01T13:00:00Z"},\
                        {"id":"2","uses":1,\
                        "createdAt":"2026-03-01T11:00:00Z","expiresAt":"2026-03-01T13:00:00Z"}]}\
                        """
                                .formatted(ID, ID)));

        TestShell.Result result = shell.run("admin", "clients", "token", "list");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern(ID + " +alice .* 7");
    }

    @Test
    void clientsTokenRemoveWhenThereIsNoneThenTellsWhereTheIdsAre() {
        String other = "00000000-0000-4000-8000-000000000002";
        gate.on("DELETE /admin/initial-access-tokens/" + ID, FakeGate.status(204, ""));
        gate.on(
                "DELETE /admin/initial-access-tokens/" + other,
                FakeGate.problem(404, "not_found", "Not found"));

        assertThat(shell.run("admin", "clients", "token", "remove", ID).out())
                .contains("withdrawn");
        TestShell.Result none = shell.run("admin", "clients", "token", "remove", other);
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("admin clients token list");
        assertThat(shell.run("admin", "clients", "token", "remove", "tok-1").exit()).isEqualTo(2);
    }

    private void discovery() {
        gate.on(
                "GET /.well-known/openid-configuration",
                FakeGate.ok("{\"issuer\":\"https://gate.example\",\"scopes_supported\":[]}"));
    }

    @Test
    void failWhenServiceIsNamedThenItIsAsked() {
        gate.on("POST /orders/fail", FakeGate.status(202, ""));

        assertThat(shell.run("fail", "orders").exit()).isZero();
        assertThat(shell.run("fail", "moon").exit()).isEqualTo(2);
    }

    @Test
    void failWhenFaultsAreOffThenTellsHowToSwitchThemOn() {
        TestShell.Result result = shell.run("fail", "products");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("Faults are switched off", "./gatehouse up --faults")
                .doesNotContain("Check the id");
    }

    @ParameterizedTest
    @CsvSource({"idp,authentication", "authz,authorization", "products,products", "orders,orders"})
    void failWhenServiceIsNamedAsInStatusThenItsRouteIsAsked(String service, String path) {
        gate.on("POST /" + path + "/fail", FakeGate.status(202, ""));

        assertThat(shell.run("fail", service).exit()).isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.Registration.REDIRECT;
import static io.gatehouse.idp.oauth.registration.Registration.WEB;
import static io.gatehouse.idp.oauth.registration.Registration.manager;
import static io.gatehouse.idp.oauth.registration.Registration.path;
import static io.gatehouse.idp.oauth.registration.Registration.register;
import static io.gatehouse.idp.oauth.registration.Registration.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients manage themselves (RFC 7592), and administrators manage them. */
@ExtendWith(IdpServer.class)
class ClientManagementIT {
    private static final String CLIENT_CREDENTIALS = "\"grant_types\": [\"client_credentials\"]";

    private final HttpAnswer registered = register(WEB);
    private final String id = registered.field("client_id");
    private final String secret = registered.field("client_secret");

    @Test
    void readWhenItIsTheOwnThenAsRegisteredButForTheSecret() {
        HttpAnswer read = manager(registered).get(path(registered));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("cache-control")).hasValue("no-store");
        assertThat(read.json().has("client_secret")).isFalse();
        for (String name :
                List.of(
                        "client_id",
                        "client_id_issued_at",
                        "registration_access_token",
                        "registration_client_uri",
                        "client_name",
                        "scope")) {
            assertThat(read.field(name)).as(name).isEqualTo(registered.field(name));
        }
        assertThat(read.json().path("redirect_uris"))
                .isEqualTo(registered.json().path("redirect_uris"));
    }

    @Test
    void updateWhenDoneThenAllIsAsItSaysAndSecretAndTokenStay() {
        HttpAnswer updated =
                update(
                        """
                        {"client_id": "%s", "client_secret": "%s", "client_name": "Newer", %s}
                        """
                                .formatted(id, secret, CLIENT_CREDENTIALS));

        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        assertThat(updated.field("client_name")).isEqualTo("Newer");
        assertThat(updated.json().has("redirect_uris")).isFalse();
        assertThat(updated.json().has("client_secret")).isFalse();
        assertThat(updated.field("client_id_issued_at"))
                .isEqualTo(registered.field("client_id_issued_at"));
        assertThat(manager(registered).get(path(registered)).field("client_name"))
                .isEqualTo("Newer");
        Flow.granted(Form.of("grant_type", "client_credentials").post(Flow.TOKEN, id, secret));
    }

    @Test
    void updateWhenRepeatedThenTheSame() {
        String document = "{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS);

        assertThat(update(document).text()).isEqualTo(update(document).text());
    }

    @Test
    void updateWhenTheClientBecomesPublicAndBackThenItGetsANewSecret() {
        String open =
                """
                {"client_id": "%s", "redirect_uris": ["%s"], "token_endpoint_auth_method": "none"}
                """
                        .formatted(id, REDIRECT);

        assertThat(update(open).json().has("client_secret")).isFalse();
        HttpAnswer back = update("{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS));

        assertThat(back.field("client_secret")).isNotEqualTo(secret);
        Form form = Form.of("grant_type", "client_credentials");
        Flow.refused(form.post(Flow.TOKEN, id, secret), 401, "invalid_client");
        Flow.granted(form.post(Flow.TOKEN, id, back.field("client_secret")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'redirect_uris': ['https://new.example/b']} | invalid_client_metadata",
                "{'client_id': 'web', 'redirect_uris': ['https://new.example/b']} | invalid_client_metadata",
                "{'client_id': 17, 'redirect_uris': ['https://new.example/b']} | invalid_client_metadata",
                "{'client_id': 'ID', 'client_secret': 'other', 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'client_secret': {}, 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'registration_access_token': 'a', 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'registration_client_uri': 'a', 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'client_secret_expires_at': 0, 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'client_id_issued_at': 0, 'redirect_uris': ['https://new.example/b']}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'redirect_uris': ['https://new.example/b'], 'scope': 'stock'}"
                        + " | invalid_client_metadata",
                "{'client_id': 'ID', 'redirect_uris': ['http://new.example/b']} | invalid_redirect_uri",
                "{'client_id': 'ID'} | invalid_client_metadata",
                "{ | invalid_client_metadata",
                "[] | invalid_client_metadata",
            })
    void updateWhenTheDocumentIsWrongThenRefusedAndNothingChanges(String document, String error) {
        HttpAnswer answer = update(document.replace('\'', '"').replace("ID", id));

        Flow.refused(answer, 400, error);
        assertThat(manager(registered).get(path(registered)).json().path("redirect_uris"))
                .isEqualTo(registered.json().path("redirect_uris"));
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE"})
    void manageWhenTheTokenIsNotThatOfTheClientThenRefused(String method) {
        HttpAnswer other = register(WEB);
        String document = "{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS);
        var foreign = manager(other);

        Flow.refused(foreign.send(method, path(registered), document), 401, "invalid_token");
        Flow.refused(with(secret).send(method, path(registered), document), 401, "invalid_token");
        Flow.refused(
                Gate.anonymous().send(method, path(registered), document), 401, "invalid_token");
        for (String unknown : List.of("nobody", "%00", "..%2f", "a%20b", Clients.WEB)) {
            Flow.refused(
                    foreign.send(method, Registration.REGISTER + "/" + unknown, document),
                    401,
                    "invalid_token");
        }

        assertThat(manager(registered).get(path(registered)).field("client_name")).isEqualTo("New");
    }

    /** The operator's file wins over whoever was there with the same id. */
    @Test
    void manageWhenTheFileHasTheClientThenItIsManagedThereAlone() {
        Rows.update("UPDATE clients SET first_party = true WHERE id = ?", id);

        Flow.refused(manager(registered).get(path(registered)), 401, "invalid_token");
        Flow.refused(manager(registered).send("DELETE", path(registered)), 401, "invalid_token");
        assertThat(Gate.admin().send("DELETE", "/admin/clients/" + id).status()).isEqualTo(422);
        assertThat(Gate.admin().get("/admin/clients/" + id).status()).isEqualTo(200);
    }

    @Test
    void deleteWhenSomebodyIsSignedInThenAllOfItEnds() {
        HttpAnswer tokens = signIn();

        HttpAnswer deleted = manager(registered).send("DELETE", path(registered));

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.header("cache-control")).hasValue("no-store");
        assertEnded(tokens);
        Flow.refused(manager(registered).get(path(registered)), 401, "invalid_token");
        Flow.refused(manager(registered).send("DELETE", path(registered)), 401, "invalid_token");
    }

    @Test
    void deleteWhenAnAdministratorDoesItThenAllOfItEnds() {
        HttpAnswer tokens = signIn();

        assertThat(Gate.admin().send("DELETE", "/admin/clients/" + id).status()).isEqualTo(204);

        assertEnded(tokens);
        assertThat(Gate.admin().send("DELETE", "/admin/clients/" + id).status()).isEqualTo(404);
        assertThat(Gate.admin().get("/admin/clients/" + id).status()).isEqualTo(404);
    }

    @Test
    void deleteWhenItHasJustGotATokenThenTheNextIsRefusedAtOnce() {
        update("{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS));
        Form form = Form.of("grant_type", "client_credentials");
        Flow.granted(form.post(Flow.TOKEN, id, secret));

        manager(registered).send("DELETE", path(registered));

        Flow.refused(form.post(Flow.TOKEN, id, secret), 401, "invalid_client");
    }

    @Test
    void updateWhenItHasJustGotATokenThenTheGrantIsGoneAtOnce() {
        update("{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS));
        Form form = Form.of("grant_type", "client_credentials");
        Flow.granted(form.post(Flow.TOKEN, id, secret));

        update("{\"client_id\": \"%s\", \"redirect_uris\": [\"%s\"]}".formatted(id, REDIRECT));

        Flow.refused(form.post(Flow.TOKEN, id, secret), 400, "unauthorized_client");
    }

    /** It tells nobody: what it has removed is found out by reading again. */
    @Test
    void tokenWhenAnotherInstanceHasRemovedTheClientThenRefusedAfterAMoment() {
        update("{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS));
        Form form = Form.of("grant_type", "client_credentials");
        Flow.granted(form.post(Flow.TOKEN, id, secret));

        Rows.update("DELETE FROM clients WHERE id = ?", id);

        await().untilAsserted(() ->
                Flow.refused(form.post(Flow.TOKEN, id, secret), 401, "invalid_client"));
    }

    @Test
    void tokenWhenAnotherInstanceHasMadeANewSecretThenItCountsAtOnce() {
        update("{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS));
        Form form = Form.of("grant_type", "client_credentials");
        Flow.granted(form.post(Flow.TOKEN, id, secret));

        Rows.update("UPDATE clients SET secret_hash = sha256('newer') WHERE id = ?", id);

        Flow.granted(form.post(Flow.TOKEN, id, "newer"));
        Flow.refused(form.post(Flow.TOKEN, id, secret), 401, "invalid_client");
    }

    /** A request may have known the client just before, and a crash may have come between. */
    @Test
    void deleteWhenASessionIsLeftThenTheBackgroundEndsIt() {
        Person person = Person.register();
        HttpAnswer left = Flow.webTokens(new Browser(), person);
        HttpAnswer others = Flow.webTokens(new Browser(), person);
        manager(registered).send("DELETE", path(registered));
        Rows.update(
                "UPDATE sessions SET client_id = ? WHERE id = CAST(? AS UUID)",
                id,
                Person.claim(left, "sid"));

        CDI.current().select(RemoveClient.class).get().endLeftSessions();

        assertThat(sessions(left)).isZero();
        assertThat(denials(left)).isOne();
        assertThat(sessions(others)).isOne();
    }

    @Test
    void manageWhenUpdatesAndDeletionsComeAtOnceThenItIsGoneAtTheEnd() throws Exception {
        String document = "{\"client_id\": \"%s\", %s}".formatted(id, CLIENT_CREDENTIALS);
        Callable<Integer> update = () -> update(document).status();
        Callable<Integer> delete =
                () -> manager(registered).send("DELETE", path(registered)).status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses =
                    pool
                            .invokeAll(
                                    Stream.of(update, update, delete, update, delete, update)
                                            .toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(statuses).containsAnyOf(204).allMatch(List.of(200, 204, 401)::contains);
            assertThat(statuses).filteredOn(it -> it == 204).hasSize(1);
        }
        assertThat(Rows.count("SELECT count(*) FROM clients WHERE id = ?", id)).isZero();
    }

    @Test
    void adminWhenAClientIsRegisteredThenItMayHaveScopesOfItsOwnAndKeepsThem() {
        HttpAnswer made =
                Gate.admin()
                        .post(
                                "/admin/clients",
                                "{\"scope\": \"books\", %s}".formatted(CLIENT_CREDENTIALS));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("cache-control")).hasValue("no-store");
        HttpAnswer updated =
                manager(made)
                        .put(
                                path(made),
                                "{\"client_id\": \"%s\", \"scope\": \"books openid\", %s}"
                                        .formatted(made.field("client_id"), CLIENT_CREDENTIALS));
        assertThat(updated.field("scope")).as(updated.text()).isEqualTo("books openid");
        assertThat(
                        Flow.granted(
                                        Form.of("grant_type", "client_credentials")
                                                .post(
                                                        Flow.TOKEN,
                                                        made.field("client_id"),
                                                        made.field("client_secret")))
                                .field("scope"))
                .isEqualTo("books");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | rule_broken",
                "{'redirect_uris': ['http://a.example/']} | 422 | rule_broken",
                "{'grant_types': ['password']} | 422 | rule_broken",
                "[] | 422 | rule_broken",
                "{ | 400 | malformed_request",
            })
    void adminWhenTheMetadataIsWrongThenAProblemAndNothingStored(
            String document, int status, String code) {
        long before = Registration.clients();

        HttpAnswer answer = Gate.admin().post("/admin/clients", document.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text()).doesNotContain("a.example");
        assertThat(Registration.clients()).isEqualTo(before);
    }

    @Test
    void listWhenReadPageByPageThenEachClientOnceAndNoSecrets() {
        HttpAnswer first = Gate.admin().get("/admin/clients?limit=2");
        HttpAnswer second =
                Gate.admin().get("/admin/clients?limit=100&after=" + first.field("next"));

        assertThat(first.json().path("items")).hasSize(2);
        assertThat(
                        Stream.of(first, second)
                                .flatMap(it -> it.json().findValuesAsText("client_id").stream()))
                .doesNotHaveDuplicates()
                .contains(Clients.WEB, Clients.CLI, id);
        assertThat(second.text()).doesNotContain("client_secret\"", "access_token\"");
        assertThat(Gate.admin().get("/admin/clients/web").json().path("first_party").asBoolean())
                .isTrue();
        assertThat(
                        Gate.admin()
                                .get("/admin/clients/" + id)
                                .json()
                                .path("first_party")
                                .asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "after=%00, after",
        "after=a%20b, after",
        "after=a&after=b, after"
    })
    void listWhenAParameterIsWrongThenNamed(String query, String blamed) {
        HttpAnswer answer = Gate.admin().get("/admin/clients?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).isEqualTo(blamed);
    }

    private HttpAnswer update(String document) {
        return manager(registered).put(path(registered), document);
    }

    private HttpAnswer signIn() {
        Form request = Flow.request(id, REDIRECT);
        Form exchange =
                Flow.exchange(Flow.allowedCode(new Browser(), Person.register(), request))
                        .with("client_id", "", "redirect_uri", REDIRECT);
        HttpAnswer tokens = Flow.granted(exchange.post(Flow.TOKEN, id, secret));
        assertThat(sessions(tokens)).isOne();
        return tokens;
    }

    private void assertEnded(HttpAnswer tokens) {
        assertThat(sessions(tokens)).isZero();
        assertThat(denials(tokens)).isOne();
        Flow.refused(
                Form.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                tokens.field("refresh_token"))
                        .post(Flow.TOKEN, id, secret),
                401,
                "invalid_client");
        assertThat(
                        Json.read(
                                        Form.of("token", tokens.field("access_token"))
                                                .post(
                                                        "/oauth2/introspect",
                                                        Clients.WEB,
                                                        Clients.WEB_SECRET)
                                                .text())
                                .path("active")
                                .asBoolean())
                .isFalse();
        assertThat(
                        new Browser()
                                .get("/oauth2/authorize?" + Flow.request(id, REDIRECT).encoded())
                                .status())
                .isEqualTo(400);
    }

    private static long sessions(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM sessions WHERE id = CAST(? AS UUID)",
                Person.claim(tokens, "sid"));
    }

    private static long denials(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE value = ?", Person.claim(tokens, "sid"));
    }
}

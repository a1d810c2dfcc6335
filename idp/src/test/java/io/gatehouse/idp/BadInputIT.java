// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem that names what is wrong, and nothing has changed. */
@ExtendWith(IdpServer.class)
class BadInputIT {

    private static final String REGISTRATION = "/authentication/registration";
    private static final String LOGIN = "/authentication/login";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "[]",
                "\"text\"",
                "17",
                "{} {}",
                "{}x",
                "{\"username\": \"a\", \"username\": \"b\"}",
                "{'username': 'a'}",
                "{\"username\": \"abc\", }",
                "{\"username\": \"\\u0000\", \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": \"\\ud800\", \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": \"a\tb\", \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": 1, \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": {}, \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": true, \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": 1e999999, \"password\": \"x\", \"email\": \"x\"}",
                "{\"username\": -99999999999999999999, \"password\": \"x\", \"email\": \"x\"}",
                "{\"unknown\": \"x\"}",
            })
    void postWhenNotTheDocumentThenMalformed(String body) {
        long accounts = accounts();
        for (String path : List.of(REGISTRATION, LOGIN)) {
            var answer = Gate.anonymous().post(path, body);

            assertProblem(answer, 400, "malformed_request");
        }
        assertThat(accounts()).isEqualTo(accounts);
    }

    @Test
    void postWhenFieldIsUnknownOrOfWrongTypeThenNamed() {
        var unknown = Gate.anonymous().post(LOGIN, "{\"shoeSize\": 44}");
        var wrong = Gate.anonymous().post(LOGIN, "{\"username\": 44}");
        var half = Gate.anonymous().post(LOGIN, "{\"username\": \"\\udc00\"}");

        assertThat(unknown.blamed()).isEqualTo("shoeSize");
        assertThat(wrong.blamed()).isEqualTo("username");
        assertThat(half.blamed()).isEqualTo("username");
    }

    @ParameterizedTest
    @CsvSource({
        "/authentication/registration, email",
        "/authentication/login, password",
    })
    void postWhenFieldsAreMissingThenEachIsNamed(String path, String first) {
        var answer = Gate.anonymous().post(path, "{}");

        assertProblem(answer, 422, "rule_broken");
        assertThat(answer.blamed()).isEqualTo(first);
        assertThat(answer.json().path("errors")).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username | ab",
                "username | ''",
                "username | -abc",
                "username | a b c",
                "username | аdmin",
                "username | root/../x",
                "username | <script>",
                "username | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "email | ''",
                "email | nobody",
                "email | a@b",
                "email | a@@example.org",
                "email | a b@example.org",
                "email | jörg@example.org",
                "email | a@-example.org",
                "email | a@exa_mple.org",
                "email | a@127.0.0.1",
                "email | a@example..org",
                "password | ''",
                "password | short77",
                "password | password1",
                "password | PASSWORD1",
                "password | 12345678",
            })
    void registerWhenRuleBrokenThenNamedAndNothingStored(String field, String value) {
        long accounts = accounts();
        var name = "b-" + UUID.randomUUID();

        var answer =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                Person.body(
                                        field.equals("username") ? value : name,
                                        field.equals("email") ? value : name + "@example.org",
                                        field.equals("password") ? value : "a long enough one"));

        assertProblem(answer, 422, "rule_broken");
        assertThat(answer.blamed()).isEqualTo(field);
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(accounts()).isEqualTo(accounts);
    }

    @Test
    void registerWhenNameIsAMegabyteThenTooLarge() {
        long accounts = accounts();
        var body = Person.body("x".repeat(1_000_000), "x@example.org", "a long enough one");

        var answer = Gate.anonymous().post(REGISTRATION, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(accounts()).isEqualTo(accounts);
    }

    @Test
    void registerWhenNameIsAsLargeAsTheBodyAllowsThenRuleBroken() {
        var answer =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                Person.body("x".repeat(60_000), "x@y.org", "a long enough one"));

        assertProblem(answer, 422, "rule_broken");
    }

    @Test
    void loginWhenNestedDeeplyThenMalformed() {
        var answer = Gate.anonymous().post(LOGIN, "[".repeat(30_000));

        assertProblem(answer, 400, "malformed_request");
    }

    @ParameterizedTest
    @CsvSource({"bearer", "COOKIE", "''", "cookies"})
    void loginWhenSessionKindIsUnknownThenNamed(String session) {
        var answer =
                Gate.anonymous()
                        .post(
                                LOGIN,
                                """
                                {"username": "abc", "password": "x", "session": "%s"}
                                """
                                        .formatted(session));

        assertProblem(answer, 422, "rule_broken");
        assertThat(answer.blamed()).startsWith("session");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"refresh_token\": 1}", "{\"token\": \"x\"}", " ", "{}{}"})
    void refreshWhenNotTheDocumentThenMalformed(String body) {
        assertProblem(
                Gate.anonymous().post("/authentication/refresh", body), 400, "malformed_request");
    }

    @Test
    void loginWhenBodyIsNoJsonThenUnsupported() {
        var gate = Gate.anonymous();
        var answer =
                gate.send(
                        gate.request(LOGIN)
                                .header("content-type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("username=a&password=b")));

        assertProblem(answer, 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /authentication/login, 405",
        "DELETE, /accounts/me, 405",
        "POST, /.well-known/jwks.json, 405",
        "GET, /nothing, 404",
        "GET, /authentication, 404",
        "GET, /.well-known/nothing, 404",
    })
    void callWhenNoSuchRouteThenProblem(String method, String path, int status) {
        var gate = Gate.as(UUID.randomUUID(), "somebody", "customer");
        var answer = gate.send(gate.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "x-user-id, not-an-id",
        "x-user-id, 00000000-0000-0000-0000-00000000000",
        "x-user-role, 'admin,customer'",
        "x-session-id, ''",
        "x-session-id, not-an-id",
        "x-session-id, 1-1-1-1-1-1",
    })
    void logoutWhenIdentityIsMalformedThenNamed(String header, String value) {
        var gate =
                Gate.as(UUID.randomUUID(), "somebody", "customer")
                        .with("x-session-id", UUID.randomUUID().toString())
                        .with(header, value);
        long denied = Rows.count("SELECT count(*) FROM revocations");

        var answer = gate.post("/authentication/logout");

        assertProblem(answer, 400, "malformed_request");
        assertThat(answer.blamed()).isEqualTo(header);
        assertThat(Rows.count("SELECT count(*) FROM revocations")).isEqualTo(denied);
    }

    @Test
    void logoutWhenIdentityIsRepeatedThenRefused() {
        var gate = Gate.as(UUID.randomUUID(), "somebody", "customer");

        var answer =
                gate.send(
                        gate.request("/authentication/logout")
                                .header("x-user-id", UUID.randomUUID().toString())
                                .POST(BodyPublishers.noBody()));

        assertProblem(answer, 400, "malformed_request");
        assertThat(answer.blamed()).isEqualTo("x-user-id");
    }

    @Test
    void changePasswordWhenOtherAccountsIdIsInThePathThenNoSuchRoute() {
        var other = Person.register();

        var answer =
                Gate.as(UUID.randomUUID(), "somebody", "customer")
                        .put("/accounts/" + other.id() + "/password", "{}");

        assertThat(answer.status()).isEqualTo(404);
    }

    private static void assertProblem(HttpAnswer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.field("requestId")).isNotEmpty();
    }

    private static long accounts() {
        return Rows.count("SELECT count(*) FROM accounts");
    }
}

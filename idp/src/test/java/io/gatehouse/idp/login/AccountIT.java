// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
class AccountIT {

    private static final String REGISTRATION = "/authentication/registration";
    private static final String PASSWORD = "/accounts/me/password";

    @Test
    void registerWhenNewThenCustomerWithNormalisedNames() {
        var name = "P-" + UUID.randomUUID();

        var answer =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                Person.body(name, name + "@EXAMPLE.org", "a long enough one"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.field("username")).isEqualTo(name.toLowerCase(Locale.ROOT));
        assertThat(answer.field("email")).endsWith("@example.org");
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"customer\"]");
        assertThat(answer.text()).doesNotContain("long enough");
    }

    @Test
    void registerWhenNameOrEmailTakenThenSameRefusal() {
        var person = Person.register();
        var other = "p-" + UUID.randomUUID();

        var name =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                Person.body(
                                        person.username(),
                                        other + "@example.org",
                                        "a long enough one"));
        var email =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                Person.body(other, person.email(), "a long enough one"));

        assertThat(name.status()).isEqualTo(409);
        assertThat(email.status()).isEqualTo(409);
        assertThat(name.code()).isEqualTo("account_exists");
        assertThat(name.field("detail")).isEqualTo(email.field("detail"));
    }

    @Test
    void registerWhenDomainsDifferByIdna2008ThenTwoAddresses() {
        var local = "p-" + UUID.randomUUID();

        for (String domain : List.of("straße.example", "strasse.example")) {
            var body = Person.body("p-" + UUID.randomUUID(), local + "@" + domain, "long enough");

            assertThat(Gate.anonymous().post(REGISTRATION, body).status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice\\r\\nx-user-role: admin | a@b.org | username",
                "alice\\n | a@b.org | username",
                "al\\u0001ice | a@b.org | username",
                "al\\u007fice | a@b.org | username",
                "al\\u0085ice | a@b.org | username",
                "al\\u2028ice | a@b.org | username",
                "alicé | a@b.org | username",
                "al\\u00adice | a@b.org | username",
                "al\\tice | a@b.org | username",
                "alice-NEW | a@b.org\\r\\nx-user-role: admin | email",
                "alice-NEW | a@b.org\\n | email",
                "alice-NEW | a\\u0001@b.org | email",
                "alice-NEW | a\\u007f@b.org | email",
                "alice-NEW | a@b\\u0085.org | email",
                "alice-NEW | é@b.org | email",
                "alice-NEW | a@☃.org | email",
            })
    void registerWhenNameCouldNotBeAHeaderThenNamedAndNothingIsStored(
            String username, String email, String blamed) {
        long before = Rows.count("SELECT count(*) FROM accounts");
        var body = Person.body(username, email, "a long enough one");

        var answer = Gate.anonymous().post(REGISTRATION, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.blamed()).isEqualTo(blamed);
        assertThat(Rows.count("SELECT count(*) FROM accounts")).isEqualTo(before);
    }

    @Test
    void registerWhenManyWantOneNameAtOnceThenOneHasIt() {
        var name = "p-" + UUID.randomUUID();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var body = Person.body(name, "m" + i + name + "@example.org", "a long enough one");
            calls.add(() -> Gate.anonymous().post(REGISTRATION, body).status());
        }

        List<Integer> statuses = Parallel.atMost(10, calls);

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void registerWhenStoredThenNeitherPasswordNorEmailReadable() {
        var person = Person.register();

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM accounts WHERE id = ?"
                                        + " AND password_hash LIKE '$argon2id$v=19$m=64,t=1,p=1$%'"
                                        + " AND position(convert_to(?, 'UTF8') IN email_sealed) = 0",
                                person.id(), person.email()))
                .isOne();
    }

    @Test
    void registerWhenRolesAreSentThenRefusedByName() {
        var answer =
                Gate.anonymous()
                        .post(
                                REGISTRATION,
                                """
                                {"username": "mallory", "email": "m@example.org",
                                 "password": "a long enough one", "roles": ["admin"]}
                                """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).isEqualTo("roles");
    }

    @Test
    void meWhenSignedInThenOwnAccount() {
        var person = Person.register();

        var answer = person.gate().get("/accounts/me");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("email")).isEqualTo(person.email());
        assertThat(answer.json().path("emailVerified").isBoolean()).isTrue();
        assertThat(answer.json().path("emailVerified").asBoolean()).isFalse();
        assertThat(answer.json().path("enabled").asBoolean()).isTrue();
    }

    @Test
    void meWhenAccountIsGoneThenNotFound() {
        var answer = Gate.as(UUID.randomUUID(), "ghost", "customer").get("/accounts/me");

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void whoamiWhenSignedInThenWhatTheGateSays() {
        var person = Person.register();
        var login = person.login();

        var answer = person.in(login).get("/authentication/whoami");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("id")).isEqualTo(person.id().toString());
        assertThat(answer.field("username")).isEqualTo(person.username());
        assertThat(answer.field("email")).isEqualTo(person.email());
        assertThat(answer.field("sessionId")).isEqualTo(Person.claim(login, "sid"));
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"customer\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/accounts/me", "/authentication/whoami", "/admin/users", "/admin/keys"})
    void getWhenNobodySignedInThenTokenMissing(String path) {
        var answer = Gate.anonymous().get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_missing");
    }

    @Test
    void logoutWhenTokensHeldByClientThenSessionDeniedAndNoCookies() {
        var person = Person.register();
        var login = person.login();

        var answer = person.in(login).post("/authentication/logout");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().allValues("set-cookie")).isEmpty();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                                Person.claim(login, "sid")))
                .isOne();
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void logoutWhenBrowserThenCookiesAreCleared() {
        var person = Person.register();
        var login = person.login();
        var browser =
                person.in(login)
                        .with("cookie", "__Host-gatehouse-refresh=" + login.field("refresh_token"));

        var foreign = browser.with("origin", "https://evil.example").post("/authentication/logout");
        var own = browser.with("origin", IdpServer.ISSUER).post("/authentication/logout");

        assertThat(foreign.code()).isEqualTo("cross_site");
        assertThat(own.status()).isEqualTo(204);
        assertThat(own.headers().allValues("set-cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("=; Path=/; Max-Age=0;"));
    }

    @Test
    void changePasswordWhenRightThenEverythingOldStopsWorking() {
        var person = Person.register();
        var login = person.login();

        var answer = change(person, person.password(), "an entirely new one");

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(person.tryLogin().status()).isEqualTo(401);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        var again = new Person(person.id(), person.username(), "", "an entirely new one").login();
        long notBefore =
                Rows.count(
                        "SELECT not_before FROM revocations WHERE kind = 'sub' AND value = ?",
                        person.id().toString());
        assertThat(notBefore(login)).isLessThan(notBefore);
        assertThat(notBefore(again)).isEqualTo(notBefore);
        assertThat(iat(again)).isLessThanOrEqualTo(Instant.now().getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "not the one, an entirely new one, currentPassword",
        "'', an entirely new one, currentPassword",
        "OLD, OLD, newPassword",
        "OLD, short, newPassword",
        "OLD, password1, newPassword",
        "OLD, NAME, newPassword",
        "OLD, EMAIL, newPassword",
    })
    void changePasswordWhenRuleBrokenThenNamedAndNothingChanges(
            String current, String wanted, String blamed) {
        var person = Person.register();

        var answer = change(person, fill(current, person), fill(wanted, person));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo(blamed);
        assertThat(person.tryLogin().status()).isEqualTo(200);
    }

    private static String fill(String text, Person person) {
        return switch (text) {
            case "OLD" -> person.password();
            case "NAME" -> person.username();
            case "EMAIL" -> person.email();
            default -> text;
        };
    }

    private static HttpAnswer change(Person person, String current, String wanted) {
        return person.gate()
                .put(
                        PASSWORD,
                        """
                        {"currentPassword": "%s", "newPassword": "%s"}
                        """
                                .formatted(current, wanted));
    }

    private static long notBefore(HttpAnswer login) {
        return Long.parseLong(Person.claim(login, "account_not_before"));
    }

    private static long iat(HttpAnswer login) {
        return Person.claims(login).getIssueTime().toInstant().getEpochSecond();
    }
}

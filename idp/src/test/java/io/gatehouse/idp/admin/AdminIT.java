// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(IdpServer.class)
class AdminIT {

    private final Http admin = Gate.admin();

    @Test
    void pageWhenWalkedThenEachAccountOnceNewestFirst() {
        var part = "w" + UUID.randomUUID().toString().substring(0, 8);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            var name = part + "-" + i;
            Gate.anonymous()
                    .post(
                            "/authentication/registration",
                            Person.body(name, name + "@example.org", "a long enough one"));
            made.addFirst(name);
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            var page = admin.get("/admin/users?limit=2&q=" + part + after);
            page.json().path("items").forEach(user -> seen.add(user.path("username").asText()));
            after = page.json().has("next") ? "&after=" + page.field("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void getUserWhenKnownThenAllOfIt() {
        var person = Person.register();

        var answer = admin.get("/admin/users/" + person.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("email")).isEqualTo(person.email());
        assertThat(answer.json().has("passwordHash")).isFalse();
    }

    @Test
    void setRolesWhenChangedThenOldTokensDeniedAndSessionGoesOn() {
        var person = Person.register();
        var login = person.login();

        var answer = roles(person.id(), "[\"payment\", \"customer\"]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"customer\",\"payment\"]");
        long notBefore = notBefore(person.id());
        assertThat(notBefore(login)).isLessThan(notBefore);
        var next = Person.refresh(login.field("refresh_token"));
        assertThat(notBefore(next)).isEqualTo(notBefore);
        assertThat(Person.claim(next, "role")).isEqualTo("customer payment");
    }

    @Test
    void setRolesWhenChangedOftenInOneSecondThenNoTokenOfBeforeHoldsAndNoneStartsInTheFuture() {
        var person = Person.register();
        var tokens = person.login();

        for (int i = 0; i < 20; i++) {
            var before = tokens;
            roles(person.id(), i % 2 == 0 ? "[\"payment\"]" : "[\"customer\"]");
            assertThat(notBefore(before)).isLessThan(notBefore(person.id()));

            tokens = Person.refresh(before.field("refresh_token"));
            assertThat(notBefore(tokens)).isEqualTo(notBefore(person.id()));
            assertThat(iat(tokens)).isLessThanOrEqualTo(Instant.now().getEpochSecond());
        }
    }

    @Test
    void setRolesWhenRefreshIsRepeatedThenTheSecondAnswerHasTheNewRoles() {
        var person = Person.register();
        var first = person.login().field("refresh_token");
        Person.refresh(first);

        roles(person.id(), "[\"payment\"]");

        var again = Person.refresh(first);
        assertThat(Person.claim(again, "role")).isEqualTo("payment");
        assertThat(notBefore(again)).isEqualTo(notBefore(person.id()));
    }

    @Test
    void setRolesWhenTheSameThenNothingIsDenied() {
        var person = Person.register();

        assertThat(roles(person.id(), "[\"customer\"]").status()).isEqualTo(200);

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE value = ?",
                                person.id().toString()))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 422 | roles",
                "['wizard'] | 422 | roles[0]",
                "['customer','ADMIN'] | 422 | roles[1]",
                "['customer','customer'] | 422 | roles[1]",
                "['customer',null] | 422 | roles[1].<list element>",
                "null | 422 | roles",
                "17 | 400 | roles",
                "[1] | 400 | roles.[]",
                "{} | 400 | roles",
            })
    void setRolesWhenNoRolesThenNamedAndNothingChanges(String roles, int status, String blamed) {
        var person = Person.register();

        var answer = roles(person.id(), roles.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.blamed()).isEqualTo(blamed);
        assertThat(admin.get("/admin/users/" + person.id()).json().path("roles").toString())
                .isEqualTo("[\"customer\"]");
    }

    @Test
    void setEnabledWhenDisabledThenSignedOutEverywhereAndBackAgain() {
        var person = Person.register();
        var login = person.login();

        var off = enabled(person.id(), false);

        assertThat(off.json().path("enabled").asBoolean()).isFalse();
        assertThat(person.tryLogin().status()).isEqualTo(401);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        assertThat(notBefore(login)).isLessThan(notBefore(person.id()));
        enabled(person.id(), true);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        assertThat(notBefore(person.login())).isEqualTo(notBefore(person.id()));
    }

    @Test
    void setRolesWhenLastAdminThenRefusedUntilThereIsAnother() {
        var root = rootId();

        var demoted = roles(root, "[\"customer\"]");
        var disabled = enabled(root, false);

        assertThat(demoted.status()).isEqualTo(422);
        assertThat(demoted.blamed()).isEqualTo("roles");
        assertThat(disabled.status()).isEqualTo(422);
        assertThat(disabled.blamed()).isEqualTo("enabled");
        var other = Person.register();
        roles(other.id(), "[\"admin\"]");
        assertThat(roles(root, "[\"customer\"]").status()).isEqualTo(200);
        assertThat(enabled(other.id(), false).status()).isEqualTo(422);
        roles(root, "[\"admin\"]");
        assertThat(roles(other.id(), "[\"customer\"]").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "after=%00, after",
        "q=%00, q",
    })
    void pageWhenParameterIsWrongThenNamed(String query, String blamed) {
        var answer = admin.get("/admin/users?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo(blamed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/users, customer",
        "GET, /admin/users, payment",
        "GET, /admin/keys, customer",
        "POST, /admin/keys/rotate, customer",
        "POST, /authentication/fail, customer",
        "GET, /admin/users, administrator",
    })
    void callWhenNotAdminThenForbidden(String method, String path, String role) {
        var gate = Gate.as(UUID.randomUUID(), "somebody", role);

        var answer = method.equals("GET") ? gate.get(path) : gate.post(path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void getUserWhenUnknownOrNoIdThenNotFound() {
        for (String id : List.of(UUID.randomUUID().toString(), "1", "..%2f..", "%00", "me")) {
            assertThat(admin.get("/admin/users/" + id).status()).as(id).isIn(400, 404);
        }
    }

    @Test
    void failWhenFaultsAreOffThenNotFound() {
        assertThat(admin.post("/authentication/fail").status()).isEqualTo(404);
    }

    private UUID rootId() {
        var found = admin.get("/admin/users?q=" + IdpServer.ADMIN).json().path("items").path(0);
        return UUID.fromString(found.path("id").asText());
    }

    private HttpAnswer roles(UUID id, String roles) {
        return admin.put("/admin/users/" + id + "/roles", "{\"roles\": " + roles + "}");
    }

    private HttpAnswer enabled(UUID id, boolean enabled) {
        return admin.put("/admin/users/" + id + "/enabled", "{\"enabled\": " + enabled + "}");
    }

    private static long notBefore(UUID id) {
        return Rows.count(
                "SELECT max(not_before) FROM revocations WHERE kind = 'sub' AND value = ?",
                id.toString());
    }

    private static long notBefore(HttpAnswer tokens) {
        return Long.parseLong(Person.claim(tokens, "account_not_before"));
    }

    private static long iat(HttpAnswer tokens) {
        return Person.claims(tokens).getIssueTime().toInstant().getEpochSecond();
    }
}

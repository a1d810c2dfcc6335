// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account is deleted by its owner, wholly and once. */
@ExtendWith(IdpServer.class)
class DeletionIT {
    private static final String DELETION = "/accounts/me/deletion";

    private final Person person = Person.register();

    private static HttpAnswer delete(Person person) {
        return person.gate().post(DELETION, body(person.password()));
    }

    private static String body(String password) {
        return "{\"currentPassword\": \"%s\"}".formatted(password);
    }

    private static long rows(String table, Person person) {
        return Rows.count("SELECT count(*) FROM " + table + " WHERE account_id = ?", person.id());
    }

    private static long accounts(Person person) {
        return Rows.count("SELECT count(*) FROM accounts WHERE id = ?", person.id());
    }

    @Test
    void deleteWhenThePasswordIsRightThenNothingOfItIsLeft() {
        HttpAnswer login = person.login();

        HttpAnswer answer = delete(person);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(accounts(person)).isZero();
        assertThat(rows("sessions", person)).isZero();
        assertThat(person.tryLogin().code()).isEqualTo("credentials_invalid");
        assertThat(Person.refresh(login.field("refresh_token")).code())
                .isEqualTo("refresh_token_invalid");
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE kind = 'sub' AND value = ?",
                                person.id().toString()))
                .isEqualTo(1);
    }

    @Test
    void deleteWhenDoneThenTheTrailSaysSo() {
        delete(person);

        HttpAnswer trail = Gate.admin().get("/admin/audit?account=" + person.id());
        assertThat(trail.json().at("/items/0/metadata/event_code").asText())
                .isEqualTo("account_deleted");
        assertThat(trail.json().at("/items/0/actor/user/uid").asText())
                .isEqualTo(person.id().toString());
    }

    @Test
    void deleteWhenDoneThenNameAndAddressAreFree() {
        delete(person);

        HttpAnswer again =
                Gate.anonymous()
                        .post(
                                "/authentication/registration",
                                Person.body(person.username(), person.email(), "a long new one"));
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.field("id")).isNotEqualTo(person.id().toString());
    }

    @Test
    void exportWhenAskedForThenAllOfItAndNoSecret() {
        HttpAnswer login = person.login();
        Authenticator app = Authenticator.enrol(person);
        HttpAnswer again = app.login(app.next());

        HttpAnswer export = person.in(again).get("/accounts/me/export");

        assertThat(export.status()).as(export.text()).isEqualTo(200);
        assertThat(export.header("content-disposition"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("attachment"));
        assertThat(export.json().at("/account/email").asText()).isEqualTo(person.email());
        assertThat(export.json().path("sessions")).hasSize(1);
        assertThat(export.json().path("factors")).hasSize(1);
        assertThat(export.json().path("events").size()).isGreaterThan(3);
        assertThat(export.json().path("keys")).isEmpty();
        assertThat(export.json().path("consents")).isEmpty();
        assertThat(export.text())
                .doesNotContain(login.field("refresh_token"))
                .doesNotContain(again.field("refresh_token"))
                .doesNotContain(app.recoveryCodes().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not the password", "' OR ''='"})
    void deleteWhenThePasswordIsWrongThenNothingChanges(String password) {
        person.login();

        HttpAnswer answer = person.gate().post(DELETION, body(password));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("currentPassword");
        assertThat(accounts(person)).isEqualTo(1);
        assertThat(rows("sessions", person)).isEqualTo(1);
    }

    @Test
    void deleteWhenOfTheLastAdministratorThenItStays() {
        long others =
                Rows.count(
                        "SELECT count(*) FROM accounts WHERE admin AND enabled AND username <> ?",
                        IdpServer.ADMIN);
        assertThat(others).as("other administrators").isZero();
        HttpAnswer root =
                Gate.anonymous()
                        .post(
                                "/authentication/login",
                                Person.body(IdpServer.ADMIN, "", IdpServer.ADMIN_PASSWORD)
                                        .replace("\"email\": \"\", ", ""));
        assertThat(root.status()).as(root.text()).isEqualTo(200);

        HttpAnswer answer =
                Gate.as(UUID.fromString(Person.claim(root, "sub")), IdpServer.ADMIN, "admin")
                        .post(DELETION, body(IdpServer.ADMIN_PASSWORD));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("account");
        assertThat(Rows.count("SELECT count(*) FROM accounts WHERE username = ?", IdpServer.ADMIN))
                .isEqualTo(1);
    }

    @Test
    void deleteWhenSentManyTimesAtOnceThenOneIsDoneAndTheOthersSayWhy() {
        List<Callable<HttpAnswer>> calls =
                Collections.nCopies(8, (Callable<HttpAnswer>) () -> delete(person));

        List<Integer> statuses =
                Parallel.all(calls).stream().map(HttpAnswer::status).sorted().toList();

        assertThat(statuses.getFirst()).isEqualTo(204);
        assertThat(statuses.subList(1, statuses.size())).allMatch(it -> it == 422 || it == 429);
        assertThat(accounts(person)).isZero();
    }
}

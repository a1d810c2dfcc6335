// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People see where they are signed in, and end that; administrators do it for them. */
@ExtendWith(IdpServer.class)
class OpenSessionsIT {
    private static final String SESSIONS = "/accounts/me/sessions";

    private final Person person = Person.register();

    private HttpAnswer login(String address, String userAgent) {
        HttpAnswer answer =
                Gate.anonymous()
                        .with("x-gatehouse-client-address", address)
                        .with("user-agent", userAgent)
                        .post("/authentication/login", person.credentials());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static String session(HttpAnswer login) {
        return Person.claim(login, "sid");
    }

    private static List<String> ids(HttpAnswer listed) {
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        listed.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private static boolean goesOn(HttpAnswer login) {
        return Person.refresh(login.field("refresh_token")).status() == 200;
    }

    private static long denied(String session) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?", session);
    }

    @Test
    void listWhenSignedInTwiceThenEachWithWhereItWas() {
        HttpAnswer first = login("198.51.100.7", "one/1.0");
        HttpAnswer second = login("2001:db8::7", "two/2.0");

        HttpAnswer listed = person.in(second).get(SESSIONS);

        assertThat(ids(listed)).containsExactly(session(second), session(first));
        JsonNode newest = listed.json().at("/items/0");
        assertThat(newest.path("client").asText()).isEqualTo("gatehouse");
        assertThat(newest.path("address").asText()).isEqualTo("2001:db8::7");
        assertThat(newest.path("userAgent").asText()).isEqualTo("two/2.0");
        assertThat(newest.path("current").asBoolean()).isTrue();
        assertThat(listed.json().at("/items/1/current").asBoolean()).isFalse();
    }

    @Test
    void listWhenAProgramHasAnOddNameThenItHasNone() {
        HttpAnswer login = login("198.51.100.7", "a\tb");

        HttpAnswer listed = person.in(login).get(SESSIONS);
        assertThat(listed.json().at("/items/0").has("userAgent")).isFalse();
    }

    @Test
    void listWhenPagedThenEachOnce() {
        HttpAnswer last = person.login();
        for (int i = 0; i < 4; i++) {
            last = person.login();
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = person.in(last).get(SESSIONS + "?limit=2" + after);
            seen.addAll(ids(page));
            after = page.json().has("next") ? "&after=" + page.field("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void endWhenOneIsNamedThenItAloneEnds() {
        HttpAnswer mine = person.login();
        HttpAnswer other = person.login();

        assertThat(person.in(mine).send("DELETE", SESSIONS + "/" + session(other)).status())
                .isEqualTo(204);

        assertThat(denied(session(other))).isEqualTo(1);
        assertThat(goesOn(other)).isFalse();
        assertThat(goesOn(mine)).isTrue();
        assertThat(person.in(mine).send("DELETE", SESSIONS + "/" + session(other)).status())
                .isEqualTo(404);
    }

    @Test
    void endWhenOfSomebodyElseThenThereIsNone() {
        HttpAnswer mine = person.login();
        HttpAnswer theirs = Person.register().login();

        assertThat(person.in(mine).send("DELETE", SESSIONS + "/" + session(theirs)).status())
                .isEqualTo(404);
        assertThat(goesOn(theirs)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "00000000-0000-0000-0000-00000000000g", "%00"})
    void endWhenTheIdIsNoneThenSaysSo(String id) {
        assertThat(person.gate().send("DELETE", SESSIONS + "/" + id).status()).isEqualTo(400);
    }

    @Test
    void endOthersWhenAskedThenTheCallersAloneIsLeft() {
        HttpAnswer other = person.login();
        HttpAnswer another = person.login();
        HttpAnswer mine = person.login();
        HttpAnswer strangers = Person.register().login();

        assertThat(person.in(mine).send("DELETE", SESSIONS).status()).isEqualTo(204);
        assertThat(person.in(mine).send("DELETE", SESSIONS).status()).isEqualTo(204);

        assertThat(ids(person.in(mine).get(SESSIONS))).containsExactly(session(mine));
        assertThat(goesOn(other)).isFalse();
        assertThat(goesOn(another)).isFalse();
        assertThat(goesOn(mine)).isTrue();
        assertThat(goesOn(strangers)).isTrue();
    }

    @Test
    void endOthersWhenTheCallerHasNoSessionThenNothingEnds() {
        HttpAnswer login = person.login();

        assertThat(person.gate().send("DELETE", SESSIONS).status()).isEqualTo(403);
        assertThat(goesOn(login)).isTrue();
    }

    @Test
    void listWhenTheCallersSessionIsNoIdThenNoneIsTheCallers() {
        person.login();

        HttpAnswer listed = person.gate().with("x-session-id", "no-id").get(SESSIONS);

        assertThat(ids(listed)).hasSize(1);
        assertThat(listed.json().at("/items/0/current").asBoolean()).isFalse();
    }

    @Test
    void endAllWhenAnAdministratorDoesItThenNoneIsLeft() {
        HttpAnswer login = person.login();
        String path = "/admin/users/" + person.id() + "/sessions";
        assertThat(ids(Gate.admin().get(path))).containsExactly(session(login));

        assertThat(Gate.admin().send("DELETE", path).status()).isEqualTo(204);

        assertThat(ids(Gate.admin().get(path))).isEmpty();
        assertThat(goesOn(login)).isFalse();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE kind = 'sub' AND value = ?",
                                person.id().toString()))
                .isEqualTo(1);
    }

    @Test
    void listWhenThereIsNoSuchAccountThenSaysSo() {
        String path = "/admin/users/" + UUID.randomUUID() + "/sessions";

        assertThat(Gate.admin().get(path).status()).isEqualTo(404);
        assertThat(Gate.admin().send("DELETE", path).status()).isEqualTo(404);
        assertThat(person.gate().get(path).status()).isEqualTo(403);
    }
}

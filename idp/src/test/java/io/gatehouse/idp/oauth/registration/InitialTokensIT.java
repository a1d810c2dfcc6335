// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.Registration.REGISTER;
import static io.gatehouse.idp.oauth.registration.Registration.WEB;
import static io.gatehouse.idp.oauth.registration.Registration.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators see which initial access tokens are out, and withdraw them. */
@ExtendWith(IdpServer.class)
class InitialTokensIT {
    private static final String TOKENS = "/admin/initial-access-tokens";

    @BeforeEach
    void withdrawAll() {
        Rows.update("DELETE FROM registration_tokens WHERE client_id IS NULL");
    }

    @Test
    void listWhenMadeThenSaysWhoAndUntilWhenAndNeverTheToken() {
        Person person = Person.register();
        HttpAnswer made = make(Gate.as(person.id(), person.username(), "admin"), 3);
        register(made);

        HttpAnswer answer = Gate.admin().get(TOKENS);

        JsonNode token = answer.json().at("/items/0");
        assertThat(answer.json().path("items")).hasSize(1);
        assertThat(token.path("id").asText()).isEqualTo(made.field("id"));
        assertThat(token.path("madeBy").asText()).isEqualTo(person.id().toString());
        assertThat(token.path("madeByName").asText()).isEqualTo(person.username());
        assertThat(token.path("uses").asInt()).isEqualTo(2);
        Instant created = Instant.parse(token.path("createdAt").asText());
        assertThat(Instant.parse(token.path("expiresAt").asText()))
                .isEqualTo(created.plusSeconds(3_600));
        assertThat(answer.text()).doesNotContain(made.field("initialAccessToken"));
    }

    @Test
    void listWhenThereAreMoreThenPagesFromTheNewest() {
        List<String> ids =
                Stream.generate(() -> make(Gate.admin(), 1).field("id")).limit(3).toList();

        HttpAnswer first = Gate.admin().get(TOKENS + "?limit=2");
        HttpAnswer second = Gate.admin().get(TOKENS + "?limit=2&after=" + first.field("next"));

        assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
        assertThat(ids(second)).containsExactly(ids.getFirst());
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void listWhenUsedUpOrExpiredThenNotThere() {
        register(make(Gate.admin(), 1));
        make(Gate.admin(), 5);
        Rows.update(
                "UPDATE registration_tokens SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE client_id IS NULL AND uses_left = 5");

        assertThat(ids(Gate.admin().get(TOKENS))).isEmpty();
    }

    /** One of an earlier version says of itself only what it knows. */
    @Test
    void listWhenNobodyIsKnownToHaveMadeItThenThatIsLeftOut() {
        make(Gate.admin(), 1);
        Rows.update("UPDATE registration_tokens SET made_by = NULL WHERE client_id IS NULL");

        JsonNode token = Gate.admin().get(TOKENS).json().at("/items/0");

        assertThat(token.has("madeBy")).isFalse();
        assertThat(token.has("madeByName")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?after=x", "?limit=1&limit=1"})
    void listWhenTheParametersAreWrongThenInvalid(String query) {
        HttpAnswer answer = Gate.admin().get(TOKENS + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
    }

    @Test
    void withdrawWhenThereThenItRegistersNoneAndItsClientsStay() {
        HttpAnswer made = make(Gate.admin(), 2);
        HttpAnswer client = register(made);

        assertThat(withdraw(made.field("id")).status()).isEqualTo(204);

        Flow.refused(
                with(made.field("initialAccessToken")).post(REGISTER, WEB), 401, "invalid_token");
        assertThat(Registration.manager(client).get(Registration.path(client)).status())
                .isEqualTo(200);
        assertThat(ids(Gate.admin().get(TOKENS))).isEmpty();
    }

    @Test
    void withdrawWhenNotThereAnyMoreThenNotFound() {
        String id = make(Gate.admin(), 1).field("id");
        withdraw(id);

        for (String gone : List.of(id, UUID.randomUUID().toString())) {
            HttpAnswer answer = withdraw(gone);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
        }
    }

    /** What manages a client is none of these, whatever its id. */
    @Test
    void withdrawWhenTheTokenManagesAClientThenNotFound() {
        HttpAnswer client = Registration.register(WEB);
        UUID id = UUID.randomUUID();
        Rows.update(
                "UPDATE registration_tokens SET id = ? WHERE client_id = ?",
                id,
                client.field("client_id"));

        assertThat(withdraw(id.toString()).status()).isEqualTo(404);
        assertThat(Registration.manager(client).get(Registration.path(client)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "0b6f1d0e-1111-4222-8333-44445555666"})
    void withdrawWhenTheIdIsNoneThenInvalid(String id) {
        HttpAnswer answer = withdraw(id);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
    }

    @Test
    void withdrawWhenProgramsRegisterMeanwhileThenWhatIsAnsweredIsTrue() {
        HttpAnswer made = make(Gate.admin(), 100);
        String token = made.field("initialAccessToken");
        Callable<Integer> register = () -> with(token).post(REGISTER, WEB).status();
        Callable<Integer> withdraw = () -> withdraw(made.field("id")).status();
        long before = Registration.clients();

        List<Integer> statuses =
                Parallel.all(List.of(register, register, register, withdraw, register, register));

        assertThat(statuses).contains(204).isSubsetOf(201, 204, 401);
        assertThat(Registration.clients() - before)
                .isEqualTo(statuses.stream().filter(it -> it == 201).count());
        Flow.refused(with(token).post(REGISTER, WEB), 401, "invalid_token");
    }

    private static HttpAnswer make(Http admin, int uses) {
        HttpAnswer made = admin.post(TOKENS, "{\"uses\": " + uses + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static HttpAnswer register(HttpAnswer made) {
        HttpAnswer client = with(made.field("initialAccessToken")).post(REGISTER, WEB);
        assertThat(client.status()).as(client.text()).isEqualTo(201);
        return client;
    }

    private static HttpAnswer withdraw(String id) {
        return Gate.admin().send("DELETE", TOKENS + "/" + id);
    }

    private static List<String> ids(HttpAnswer page) {
        return page.json().path("items").findValuesAsText("id");
    }
}

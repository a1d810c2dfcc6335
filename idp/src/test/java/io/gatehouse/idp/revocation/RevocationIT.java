// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Rows;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
@Timeout(30)
class RevocationIT {

    private static final String PATH = "/microservice/revocations";

    private final Http authz = Gate.workload("authz");

    @Test
    void afterWhenSomethingWasDeniedThenThatAndNothingOlder() {
        long before = head();
        var person = Person.register();
        var login = person.login();

        person.in(login).post("/authentication/logout");

        var page = authz.get(PATH + "?after=" + before).json();
        assertThat(page.path("revision").asLong()).isEqualTo(before + 1);
        assertThat(page.path("entries")).hasSize(1);
        var entry = page.path("entries").path(0);
        assertThat(entry.path("revision").asLong()).isEqualTo(before + 1);
        assertThat(entry.path("kind").asText()).isEqualTo("sid");
        assertThat(entry.path("value").asText()).isEqualTo(Person.claim(login, "sid"));
        assertThat(entry.has("notBefore")).isFalse();
        assertThat(Instant.parse(entry.path("expiresAt").asText()))
                .isAfter(Person.claims(login).getExpirationTime().toInstant().plusSeconds(30));
    }

    /** Each authz asks every second; its failures are what an operator looks for. */
    @Test
    void afterWhenAskedAgainAndAgainThenOnlyFailuresAreInTheLog() {
        try (CapturedLog log = new CapturedLog("io.gatehouse.request")) {
            authz.get(PATH);
            authz.get(PATH + "?after=x");
            Gate.workload("orders").get(PATH);

            assertThat(log.lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("\"status\":400"))
                    .anyMatch(line -> line.contains("\"status\":403"));
        }
    }

    @Test
    void afterWhenFromTheFutureThenEverythingIsGiven() {
        var person = Person.register();
        person.in(person.login()).post("/authentication/logout");

        var all = authz.get(PATH).json().path("entries");
        var future = authz.get(PATH + "?after=999999999").json();

        assertThat(future.path("entries")).hasSameSizeAs(all);
        assertThat(future.path("revision").asLong()).isEqualTo(head());
    }

    @Test
    void afterWhenExpiredThenNotGiven() {
        var person = Person.register();
        var login = person.login();
        person.in(login).post("/authentication/logout");
        Rows.update(
                "UPDATE revocations SET expires_at = now() - INTERVAL '1 second' WHERE value = ?",
                Person.claim(login, "sid"));

        assertThat(authz.get(PATH).text()).doesNotContain(Person.claim(login, "sid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "99999999999999999999", "%00", ""})
    void afterWhenNoRevisionThenNamed(String after) {
        var answer = authz.get(PATH + "?after=" + after);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, PATH + "/stream"})
    void readWhenNotAuthzThenRefused(String path) {
        assertThat(Gate.admin().get(path).status()).isEqualTo(403);
        assertThat(Gate.workload("orders").get(path).status()).isEqualTo(403);
    }

    @Test
    void streamWhenDeniedHereThenPushedAndThenHeartbeats() throws Exception {
        var person = Person.register();
        var login = person.login();
        var response =
                authz.exchange(
                        authz.request(PATH + "/stream?after=" + head()), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            Iterator<String> events = lines.iterator();
            var first = next(events);

            person.in(login).post("/authentication/logout");
            JsonNode pushed = next(events);
            while (pushed.path("entries").isEmpty()) {
                pushed = next(events);
            }
            var heartbeat = next(events);

            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(first.path("entries")).isEmpty();
            assertThat(pushed.path("entries").path(0).path("value").asText())
                    .isEqualTo(Person.claim(login, "sid"));
            assertThat(heartbeat.path("entries")).isEmpty();
            assertThat(heartbeat.path("revision")).isEqualTo(pushed.path("revision"));
            assertThat(instant(heartbeat)).isAfter(instant(pushed));
        }
    }

    @Test
    void streamWhenDeniedByAnotherInstanceThenFoundByPolling() throws Exception {
        var response =
                authz.exchange(
                        authz.request(PATH + "/stream?after=" + head()), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            Iterator<String> events = lines.iterator();
            next(events);

            denyElsewhere("elsewhere");
            denyElsewhere("elsewhere-too");

            JsonNode pushed = next(events);
            while (!pushed.toString().contains("elsewhere-too")) {
                pushed = next(events);
            }
        }
    }

    // One statement, as an instance denies in one transaction: a poll between the new revision
    // and its entry would count the entry as sent.
    private static void denyElsewhere(String value) {
        Rows.update(
                "WITH head AS (UPDATE revocation_head SET revision = revision + 1 RETURNING revision)"
                        + " INSERT INTO revocations SELECT revision, 'jti', ?, NULL,"
                        + " now() + INTERVAL '1 minute' FROM head",
                value);
    }

    private long head() {
        return authz.get(PATH + "?after=999999999").json().path("revision").asLong();
    }

    private static Instant instant(JsonNode page) {
        return Instant.parse(page.path("asOf").asText());
    }

    private static JsonNode next(Iterator<String> lines) throws IOException {
        assertThat(lines.next()).isEqualTo("event: revocations");
        String id = lines.next();
        JsonNode page = Json.read(lines.next().substring("data: ".length()));
        assertThat(id).isEqualTo("id: " + page.path("revision").asLong());
        assertThat(lines.next()).isEmpty();
        return page;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People make keys for their programs, and authz gets tokens for them. */
@ExtendWith(IdpServer.class)
class ApiKeyIT {
    private static final String KEYS = "/accounts/me/keys";
    private static final String EXCHANGE = "/microservice/api-keys/exchange";
    private static final int MOST = 20;

    private final Person person = Person.register();
    private final HttpAnswer login = person.login();
    private final Http owner = person.in(login);

    @Test
    void makeWhenAskedThenTheKeyIsShownOnceAndStoredNowhere() {
        HttpAnswer made = make("deploy");

        String key = made.field("key");
        assertThat(ApiKey.parse(key)).isPresent();
        assertThat(made.header("cache-control")).contains("no-store");
        assertThat(made.field("prefix")).isEqualTo(key.substring(0, 8));
        Instant created = Instant.parse(made.field("createdAt"));
        assertThat(Instant.parse(made.field("expiresAt")))
                .isEqualTo(created.plus(Duration.ofDays(90)));
        HttpAnswer listed = owner.get(KEYS);
        JsonNode item = listed.json().at("/items/0");
        assertThat(listed.json().path("items")).hasSize(1);
        assertThat(item.path("id").asText()).isEqualTo(made.field("id"));
        assertThat(item.path("name").asText()).isEqualTo("deploy");
        assertThat(item.at("/roles/0").asText()).isEqualTo("customer");
        assertThat(item.has("lastUsedAt")).isFalse();
        assertThat(listed.text()).doesNotContain(key);
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM api_keys k WHERE k::text LIKE ?",
                                "%" + key + "%"))
                .isZero();
        assertThat(IdpServer.logged()).doesNotContain(key);
    }

    @Test
    void exchangeWhenTheKeyIsGoodThenATokenLikeAnyOther() {
        HttpAnswer made = make("deploy");

        HttpAnswer answer = exchange(made.field("key"));

        JWTClaimsSet claims = claims(answer);
        assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(300);
        assertThat(claims.getIssuer()).isEqualTo(IdpServer.ISSUER);
        assertThat(claims.getAudience()).containsExactly("gatehouse");
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getClaim("sid")).isEqualTo(made.field("id"));
        assertThat(claims.getClaim("api_key")).isEqualTo(made.field("id"));
        assertThat(claims.getClaim("role")).isEqualTo("customer");
        assertThat(claims.getClaim("preferred_username")).isEqualTo(person.username());
        assertThat(claims.getClaim("account_not_before"))
                .isEqualTo(Person.claims(login).getClaim("account_not_before"));
        assertThat(seconds(claims)).isEqualTo(300);
        assertThat(IdpServer.logged())
                .doesNotContain(made.field("key"))
                .doesNotContain(answer.field("accessToken"));
    }

    @Test
    void exchangeWhenTheKeyEndsSoonThenTheTokenEndsWithIt() {
        HttpAnswer made = owner.post(KEYS, "{\"name\": \"short\", \"expiresIn\": 60}");

        HttpAnswer answer = exchange(made.field("key"));

        assertThat(answer.json().path("expiresIn").asInt()).isBetween(1, 60);
        assertThat(claims(answer).getExpirationTime().toInstant())
                .isBeforeOrEqualTo(Instant.parse(made.field("expiresAt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "products", "gateway"})
    void exchangeWhenAnotherWorkloadAsksThenRefused(String workload) {
        String key = make("deploy").field("key");

        HttpAnswer answer = Gate.workload(workload).post(EXCHANGE, question(key));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("peer_refused");
    }

    @Test
    void exchangeWhenItIsNoKeyOfOursThenInvalidAndNobodyIsToldWhy() {
        HttpAnswer made = make("deploy");
        String key = made.field("key");
        owner.send("DELETE", KEYS + "/" + made.field("id"));

        for (String wrong :
                List.of(
                        ApiKey.random(new SecureRandom()).text(),
                        key,
                        key.substring(1),
                        key + "0",
                        key.substring(0, 39),
                        " " + key,
                        key.toUpperCase(java.util.Locale.ROOT),
                        "ghk_",
                        "ghk_äöü",
                        "")) {
            HttpAnswer answer = exchange(wrong);
            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("token_invalid");
            assertThat(answer.field("detail")).isEqualTo("The API key is not valid.");
        }
        assertThat(Gate.workload("authz").post(EXCHANGE, "{}").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name': ''}",
                "{'name': ' '}",
                "{'name': ' deploy'}",
                "{'name': 'deploy '}",
                "{'name': 'de\\nploy'}",
                "{'name': 'de\\u0007ploy'}",
                "{'name': 'de\\u2028ploy'}",
                "{'name': 'ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd'}",
                "{'name': 'a', 'roles': []}",
                "{'name': 'a', 'roles': ['boss']}",
                "{'name': 'a', 'roles': ['admin']}",
                "{'name': 'a', 'roles': ['customer', 'admin']}",
                "{'name': 'a', 'roles': ['customer', 'customer']}",
                "{'name': 'a', 'roles': [null]}",
                "{'name': 'a', 'expiresIn': 59}",
                "{'name': 'a', 'expiresIn': 0}",
                "{'name': 'a', 'expiresIn': -60}",
                "{'name': 'a', 'expiresIn': 31536001}"
            })
    void makeWhenTheRequestBreaksARuleThenRefusedAndNothingIsMade(String body) {
        HttpAnswer answer = owner.post(KEYS, body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("rule_broken");
        assertThat(owner.get(KEYS).json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'a', 'expiresIn': '60'}",
                "{'name': 'a', 'expiresIn': 60.5}",
                "{'name': 'a', 'owner': 'root'}",
                "{'name': 1}",
                "{'name': 'a'"
            })
    void makeWhenTheRequestCannotBeReadThenMalformed(String body) {
        assertThat(owner.post(KEYS, body.replace('\'', '"')).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "none", "nonsense", "somebody", "key", "ended"})
    void makeWhenTheSignInIsNotFreshThenRefused(String session) {
        Http caller =
                switch (session) {
                    case "old" -> {
                        Rows.update(
                                "UPDATE sessions SET authenticated_at = now() - INTERVAL '10 minutes'"
                                        + " WHERE account_id = ?",
                                person.id());
                        yield owner;
                    }
                    case "none" -> person.gate();
                    case "nonsense" -> person.gate().with("x-session-id", "nonsense");
                    case "somebody" ->
                            person.gate()
                                    .with(
                                            "x-session-id",
                                            Person.claim(Person.register().login(), "sid"));
                    case "key" -> person.gate().with("x-session-id", make("first").field("id"));
                    default -> {
                        Rows.update("DELETE FROM sessions WHERE account_id = ?", person.id());
                        yield owner;
                    }
                };

        HttpAnswer answer = caller.post(KEYS, "{\"name\": \"deploy\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("sign_in_too_old");
    }

    @Test
    void makeWhenTheSessionWasRefreshedThenTheSignInGetsNoYounger() {
        Rows.update(
                "UPDATE sessions SET authenticated_at = now() - INTERVAL '11 minutes'"
                        + " WHERE account_id = ?",
                person.id());
        HttpAnswer refreshed = Person.refresh(login.field("refresh_token"));

        HttpAnswer answer = person.in(refreshed).post(KEYS, "{\"name\": \"deploy\"}");

        assertThat(answer.code()).isEqualTo("sign_in_too_old");
    }

    @Test
    void makeWhenAClientThatIsNotTheOperatorsAsksThenForbidden() {
        Rows.update(
                "UPDATE sessions SET client_id = 'somebody-elses' WHERE account_id = ?",
                person.id());

        HttpAnswer answer = owner.post(KEYS, "{\"name\": \"deploy\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void makeWhenSentAgainThenTheNameIsTakenAndThereIsOneKey() {
        make("deploy");

        for (String body :
                List.of("{\"name\": \"deploy\"}", "{\"name\": \"deploy\", \"expiresIn\": 3600}")) {
            HttpAnswer answer = owner.post(KEYS, body);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("api_key_exists");
        }
        assertThat(owner.get(KEYS).json().path("items")).hasSize(1);
    }

    @Test
    void makeWhenSentManyTimesAtOnceThenThereIsOneKey() {
        List<Integer> statuses =
                Parallel.times(20, () -> owner.post(KEYS, "{\"name\": \"deploy\"}").status());

        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(owner.get(KEYS).json().path("items")).hasSize(1);
    }

    @Test
    void makeWhenThereAreTwentyThenNoMoreHoweverManyAskAtOnce() {
        AtomicInteger number = new AtomicInteger();

        List<Integer> statuses =
                Parallel.times(
                        MOST + 5,
                        () ->
                                owner.post(
                                                KEYS,
                                                "{\"name\": \"key %s\"}"
                                                        .formatted(number.incrementAndGet()))
                                        .status());

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(MOST);
        assertThat(Collections.frequency(statuses, 422)).isEqualTo(5);
        HttpAnswer page = owner.get(KEYS + "?limit=15");
        HttpAnswer rest = owner.get(KEYS + "?limit=15&after=" + page.field("next"));
        assertThat(page.json().path("items")).hasSize(15);
        assertThat(rest.json().path("items")).hasSize(5);
        String gone = rest.json().at("/items/4/id").asText();
        owner.send("DELETE", KEYS + "/" + gone);
        assertThat(make("one more").status()).isEqualTo(201);
    }

    @Test
    void revokeWhenThereThenNoTokenAnyMoreAndThoseThatAreOutAreDenied() {
        HttpAnswer made = make("deploy");
        exchange(made.field("key"));

        assertThat(owner.send("DELETE", KEYS + "/" + made.field("id")).status()).isEqualTo(204);

        assertThat(exchange(made.field("key")).status()).isEqualTo(401);
        assertThat(denied(made.field("id"))).isTrue();
        assertThat(owner.get(KEYS).json().path("items")).isEmpty();
        assertThat(owner.send("DELETE", KEYS + "/" + made.field("id")).status()).isEqualTo(404);
    }

    @Test
    void revokeWhenItIsSomebodyElsesThenNotFoundAndItGoesOn() {
        HttpAnswer made = make("deploy");

        HttpAnswer answer = Person.register().gate().send("DELETE", KEYS + "/" + made.field("id"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(exchange(made.field("key")).status()).isEqualTo(200);
        assertThat(denied(made.field("id"))).isFalse();
        assertThat(owner.send("DELETE", KEYS + "/1").status()).isEqualTo(400);
    }

    @Test
    void exchangeWhenTheOwnerIsDisabledThenRefusedUntilEnabled() {
        String key = make("deploy").field("key");
        enable(false);

        assertThat(exchange(key).status()).isEqualTo(401);

        enable(true);

        HttpAnswer answer = exchange(key);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(claims(answer).getClaim("account_not_before"))
                .isEqualTo(Rows.count("SELECT not_before FROM accounts WHERE id = ?", person.id()));
    }

    /** What the owner has at the time, and of that what the key was made for. */
    @Test
    void exchangeWhenTheRolesOfTheOwnerChangeThenNoMoreThanBothHave() {
        String before = make("before").field("key");
        roles("admin", "customer", "payment");
        Http promoted =
                Gate.as(person.id(), person.username(), "admin", "customer", "payment")
                        .with("x-session-id", Person.claim(login, "sid"));
        String all = promoted.post(KEYS, "{\"name\": \"all\"}").field("key");
        String narrow =
                promoted.post(KEYS, "{\"name\": \"narrow\", \"roles\": [\"customer\"]}")
                        .field("key");

        assertThat(claims(exchange(before)).getClaim("role")).isEqualTo("customer");
        assertThat(claims(exchange(all)).getClaim("role")).isEqualTo("admin customer payment");
        assertThat(claims(exchange(narrow)).getClaim("role")).isEqualTo("customer");

        roles("payment");

        assertThat(exchange(before).status()).isEqualTo(401);
        assertThat(claims(exchange(all)).getClaim("role")).isEqualTo("payment");
        assertThat(exchange(narrow).status()).isEqualTo(401);
    }

    /** Programs go on, and what they have from now on is newer than what the change denied. */
    @Test
    void exchangeWhenThePasswordChangesThenTheKeySurvives() {
        String key = make("deploy").field("key");
        Object old = claims(exchange(key)).getClaim("account_not_before");
        HttpAnswer changed =
                owner.put(
                        "/accounts/me/password",
                        "{\"currentPassword\": \"%s\", \"newPassword\": \"another %s\"}"
                                .formatted(person.password(), person.password()));
        assertThat(changed.status()).as(changed.text()).isEqualTo(204);

        HttpAnswer answer = exchange(key);

        assertThat((Long) claims(answer).getClaim("account_not_before")).isGreaterThan((Long) old);
    }

    @Test
    void exchangeWhenTheKeyHasExpiredThenRefusedAndThenForgotten() {
        HttpAnswer made = make("deploy");
        Rows.update(
                "UPDATE api_keys SET expires_at = now() WHERE id = ?",
                UUID.fromString(made.field("id")));

        assertThat(exchange(made.field("key")).status()).isEqualTo(401);

        new ExpiredRows(
                        bean(Transactions.class),
                        Clock.systemUTC(),
                        bean(ApiKeyRepository.class)::deleteExpired)
                .delete();
        assertThat(owner.get(KEYS).json().path("items")).isEmpty();
        assertThat(make("deploy").status()).isEqualTo(201);
    }

    @Test
    void exchangeWhenDoneThenTheUseIsNotedOnceAMinute() {
        HttpAnswer made = make("deploy");
        exchange(made.field("key"));
        String first = lastUsed();
        assertThat(Instant.parse(first)).isAfter(Instant.now().minusSeconds(60));

        Parallel.times(20, () -> exchange(made.field("key")).status());
        assertThat(lastUsed()).isEqualTo(first);

        Rows.update(
                "UPDATE api_keys SET last_used_at = now() - INTERVAL '61 seconds' WHERE id = ?",
                UUID.fromString(made.field("id")));
        exchange(made.field("key"));
        assertThat(Instant.parse(lastUsed())).isAfterOrEqualTo(Instant.parse(first));
    }

    @Test
    void adminWhenAskedThenSeesAndRevokesThoseOfAnyAccount() {
        HttpAnswer made = make("deploy");
        String path = "/admin/users/" + person.id() + "/keys";

        HttpAnswer listed = Gate.admin().get(path);

        assertThat(listed.json().at("/items/0/id").asText()).isEqualTo(made.field("id"));
        assertThat(listed.text()).doesNotContain(made.field("key"));
        assertThat(owner.get(path).status()).isEqualTo(403);
        assertThat(owner.send("DELETE", path + "/" + made.field("id")).status()).isEqualTo(403);
        String elsewhere = "/admin/users/" + Person.register().id() + "/keys/";
        assertThat(Gate.admin().send("DELETE", elsewhere + made.field("id")).status())
                .isEqualTo(404);
        assertThat(exchange(made.field("key")).status()).isEqualTo(200);

        assertThat(Gate.admin().send("DELETE", path + "/" + made.field("id")).status())
                .isEqualTo(204);

        assertThat(exchange(made.field("key")).status()).isEqualTo(401);
        assertThat(denied(made.field("id"))).isTrue();
        assertThat(Gate.admin().get("/admin/users/" + UUID.randomUUID() + "/keys").status())
                .isEqualTo(404);
    }

    private HttpAnswer make(String name) {
        HttpAnswer made = owner.post(KEYS, "{\"name\": \"" + name + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static HttpAnswer exchange(String key) {
        return Gate.workload("authz").post(EXCHANGE, question(key));
    }

    private static String question(String key) {
        return "{\"key\": \"" + key + "\"}";
    }

    private static JWTClaimsSet claims(HttpAnswer exchanged) {
        assertThat(exchanged.status()).as(exchanged.text()).isEqualTo(200);
        try {
            return SignedJWT.parse(exchanged.field("accessToken")).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    private static long seconds(JWTClaimsSet claims) {
        return Duration.between(
                        claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant())
                .toSeconds();
    }

    private static boolean denied(String sid) {
        return Gate.workload("authz")
                .get("/microservice/revocations?after=0")
                .json()
                .path("entries")
                .findValuesAsText("value")
                .contains(sid);
    }

    private String lastUsed() {
        return owner.get(KEYS).json().at("/items/0/lastUsedAt").asText();
    }

    private void enable(boolean enabled) {
        assertThat(
                        Gate.admin()
                                .put(
                                        "/admin/users/" + person.id() + "/enabled",
                                        "{\"enabled\": " + enabled + "}")
                                .status())
                .isEqualTo(200);
    }

    private void roles(String... roles) {
        assertThat(
                        Gate.admin()
                                .put(
                                        "/admin/users/" + person.id() + "/roles",
                                        "{\"roles\": [\"" + String.join("\", \"", roles) + "\"]}")
                                .status())
                .isEqualTo(200);
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}

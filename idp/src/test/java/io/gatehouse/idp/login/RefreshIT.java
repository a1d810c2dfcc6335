// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
class RefreshIT {

    private static final String REFRESH = "/authentication/refresh";

    private final HttpAnswer login = Person.register().login();
    private final String first = login.field("refresh_token");
    private final String session = Person.claim(login, "sid");

    @Test
    void refreshWhenNewestThenNextOfTheSameSession() {
        var answer = Person.refresh(first);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("refresh_token")).isNotEqualTo(first);
        assertThat(Person.claim(answer, "sid")).isEqualTo(session);
        assertThat(Person.claim(answer, "auth_time")).isEqualTo(Person.claim(login, "auth_time"));
        assertThat(Person.claim(answer, "jti")).isNotEqualTo(Person.claim(login, "jti"));
    }

    @Test
    void refreshWhenRepeatedAtOnceThenSameSuccessorThatWorks() {
        var next = Person.refresh(first);

        var again = Person.refresh(first);

        assertThat(again.field("refresh_token")).isEqualTo(next.field("refresh_token"));
        assertThat(Person.refresh(again.field("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenHundredAtOnceThenOneSuccessor() {
        List<HttpAnswer> answers =
                Parallel.atMost(20, Collections.nCopies(100, () -> Person.refresh(first)));

        assertThat(answers).extracting(HttpAnswer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.field("refresh_token"))
                .containsOnly(answers.getFirst().field("refresh_token"));
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void refreshWhenRepeatedTooLateThenSessionEndsForAll() {
        var next = Person.refresh(first).field("refresh_token");
        Rows.update(
                "UPDATE sessions SET rotated_at = rotated_at - INTERVAL '11 seconds'"
                        + " WHERE id = ?",
                UUID.fromString(session));

        var late = Person.refresh(first);

        assertRefused(late);
        assertThat(denied()).isOne();
        assertRefused(Person.refresh(next));
    }

    @Test
    void refreshWhenOlderThanThePreviousThenSessionEndsForAll() {
        var second = Person.refresh(first).field("refresh_token");
        var third = Person.refresh(second).field("refresh_token");

        assertRefused(Person.refresh(first));

        assertThat(denied()).isOne();
        assertRefused(Person.refresh(third));
        assertRefused(Person.refresh(second));
    }

    @Test
    void refreshWhenUsedTokenEndsTheSessionThenCountedOnce() {
        Person.refresh(Person.refresh(first).field("refresh_token"));
        double before = reuses();

        assertRefused(Person.refresh(first));
        assertRefused(Person.refresh(first));

        assertThat(reuses()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ghr_", "ghr_AAAA", "  ", "Bearer", "ghr_é"})
    void refreshWhenNoTokenOfOursThenRefusedAndNothingEnds(String token) {
        assertRefused(Person.refresh(token));
        assertThat(generation()).isZero();
    }

    @Test
    void refreshWhenOneCharacterChangedThenRefusedAndSessionLives() {
        for (int i : List.of(4, 10, 30, 50, 70, 98)) {
            char other = first.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(Person.refresh(first.substring(0, i) + other + first.substring(i + 1)));
        }
        assertThat(denied()).isZero();
        assertThat(Person.refresh(first).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle_expires_at", "absolute_expires_at"})
    void refreshWhenExpiredThenRefused(String column) {
        Rows.update(
                "UPDATE sessions SET " + column + " = now() - INTERVAL '1 second' WHERE id = ?",
                UUID.fromString(session));

        assertRefused(Person.refresh(first));
    }

    @Test
    void refreshWhenNearTheEndThenNeverPastIt() {
        Rows.update(
                "UPDATE sessions SET absolute_expires_at = now() + INTERVAL '1 hour' WHERE id = ?",
                UUID.fromString(session));

        Person.refresh(first);

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM sessions"
                                        + " WHERE id = ? AND idle_expires_at = absolute_expires_at",
                                UUID.fromString(session)))
                .isOne();
    }

    @Test
    void refreshWhenNothingIsSentThenRefused() {
        assertRefused(Gate.anonymous().post(REFRESH));
        assertRefused(Gate.anonymous().post(REFRESH, "{}"));
        assertRefused(Gate.anonymous().post(REFRESH, "{\"refresh_token\": null}"));
    }

    @Test
    void refreshWhenCookieThenAnswerInCookies() {
        var answer = browser().with("origin", IdpServer.ISSUER).post(REFRESH);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"expires_in\":300}");
        assertThat(answer.headers().allValues("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith("__Host-gatehouse-refresh=ghr_"));
    }

    @Test
    void refreshWhenCookieFromElsewhereThenRefusedAndNotUsedUp() {
        var answer = browser().with("sec-fetch-site", "cross-site").post(REFRESH, "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("cross_site");
        assertThat(generation()).isZero();
    }

    @Test
    void refreshWhenBodyAndCookieThenTwoCredentials() {
        var answer =
                browser()
                        .with("origin", IdpServer.ISSUER)
                        .post(REFRESH, "{\"refresh_token\": \"%s\"}".formatted(first));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("two_credentials");
    }

    @Test
    void refreshWhenTwoSessionsThenEachHasItsOwnFamily() {
        var person = Person.register();
        var one = person.login();
        var two = person.login();

        person.in(one).post("/authentication/logout");

        assertRefused(Person.refresh(one.field("refresh_token")));
        assertThat(Person.refresh(two.field("refresh_token")).status()).isEqualTo(200);
    }

    private Http browser() {
        return Gate.anonymous().with("cookie", "__Host-gatehouse-refresh=" + first);
    }

    private long generation() {
        return Rows.count("SELECT generation FROM sessions WHERE id = ?", UUID.fromString(session));
    }

    private long denied() {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?", session);
    }

    private static double reuses() {
        return Gate.metrics()
                .text()
                .lines()
                .filter(line -> line.startsWith("gatehouse_idp_refresh_reuse_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertRefused(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("refresh_token_invalid");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.account.RecentSignIns;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account has only so many sessions; those that were not used for longest make room. */
@ExtendWith(IdpServer.class)
class SessionLimitIT {
    private static final int MOST = 3;

    private final SessionLimit limit = CDI.current().select(SessionLimit.class).get();
    private final RecentSignIns signIns = CDI.current().select(RecentSignIns.class).get();
    private final Person person = Person.register();

    @Test
    void roundWhenThereAreTooManyThenThoseNotUsedForLongestEndAndTheirTokensAreRefused() {
        List<HttpAnswer> logins = logins(MOST + 2);
        // Used again, so that the next two are those that were not.
        String used =
                Person.refresh(logins.getFirst().field("refresh_token")).field("refresh_token");

        limit(MOST);

        assertThat(sessions()).isEqualTo(MOST);
        assertThat(Person.refresh(used).status()).isEqualTo(200);
        assertThat(refresh(logins.get(1))).isEqualTo(401);
        assertThat(refresh(logins.get(2))).isEqualTo(401);
        assertThat(refresh(logins.get(3))).isEqualTo(200);
        assertThat(refresh(logins.get(4))).isEqualTo(200);
        assertThat(denials(logins)).isEqualTo(2);
    }

    @Test
    void roundWhenThereAreAsManyAsMayBeThenAllStay() {
        List<HttpAnswer> logins = logins(MOST);

        limit(MOST);

        assertThat(sessions()).isEqualTo(MOST);
        assertThat(denials(logins)).isZero();
    }

    /** A program that signs in all the time must not sign its person out elsewhere. */
    @Test
    void roundWhenThereAreTooManyAtOneClientThenThoseOfAnotherStay() {
        String elsewhere = Flow.tokens(new Browser(), person).field("refresh_token");
        logins(MOST + 2);

        limit(MOST);

        assertThat(sessions()).isEqualTo(MOST + 1);
        assertThat(Flow.refresh(elsewhere).status()).isEqualTo(200);
    }

    /** They have ended by time, and nobody is told of that. */
    @Test
    void roundWhenTheOthersHaveExpiredThenTheyDoNotCount() {
        List<HttpAnswer> logins = logins(MOST + 1);
        Rows.update(
                "UPDATE sessions SET idle_expires_at = now() - INTERVAL '1 second' WHERE id = ?",
                id(logins.getFirst()));

        limit(MOST);

        assertThat(denials(logins)).isZero();
        assertThat(refresh(logins.get(1))).isEqualTo(200);
    }

    @Test
    void roundWhenOneHasManyMoreThenAllOfThemEnd() {
        logins(1);
        Rows.update(
                """
                INSERT INTO sessions (id, account_id, generation, token_hash, rotated_at,
                    authenticated_at, token_issued_at, idle_expires_at, absolute_expires_at)
                SELECT gen_random_uuid(), ?, 0, '', now() - n * INTERVAL '1 minute', now(), 0,
                    now() + INTERVAL '1 day', now() + INTERVAL '1 day'
                FROM generate_series(1, 250) AS n
                """,
                person.id());

        limit(MOST);

        assertThat(sessions()).isEqualTo(MOST);
    }

    @Test
    void roundWhenItRunsTwiceAtOnceAndAgainThenItIsTheSame() {
        List<HttpAnswer> logins = logins(MOST + 2);
        Callable<Integer> round =
                () -> {
                    limit(MOST);
                    return 0;
                };

        Parallel.times(4, round);
        limit(MOST);

        assertThat(sessions()).isEqualTo(MOST);
        assertThat(denials(logins)).isEqualTo(2);
    }

    /** Whoever refreshes just then keeps the session, or is refused: no token is half good. */
    @Test
    void roundWhenTheOldestIsRefreshedMeanwhileThenItStaysOrIsRefused() {
        List<HttpAnswer> logins = logins(MOST + 1);
        Callable<Integer> refresh = () -> refresh(logins.getFirst());
        Callable<Integer> round =
                () -> {
                    limit(MOST);
                    return 0;
                };

        int status = Parallel.all(List.of(refresh, round)).getFirst();

        assertThat(sessions()).isEqualTo(MOST);
        assertThat(status).isIn(200, 401);
        long stays =
                Rows.count("SELECT count(*) FROM sessions WHERE id = ?", id(logins.getFirst()));
        if (status == 401) {
            assertThat(stays).isZero();
        }
    }

    @Test
    void roundWhenSignedInInTooManyBrowsersThenTheOldestIsSignedOutOfAllItsClients() {
        Browser first = new Browser();
        String cli = Flow.tokens(first, person).field("refresh_token");
        HttpAnswer web = Flow.webTokens(first, person);
        List<Browser> others = Stream.generate(Browser::new).limit(MOST).toList();
        others.forEach(browser -> browser.signIn(person, Flow.cli()));

        limit(MOST);

        assertThat(browserSessions()).isEqualTo(MOST);
        assertThat(Flow.refresh(cli).status()).isEqualTo(400);
        assertThat(denials(List.of(web))).isOne();
        assertThat(sessions()).isZero();
    }

    private void limit(int most) {
        signIns.add(person.id());
        limit.round(most);
    }

    private List<HttpAnswer> logins(int number) {
        return Stream.generate(person::login).limit(number).toList();
    }

    private static int refresh(HttpAnswer login) {
        return Person.refresh(login.field("refresh_token")).status();
    }

    private static UUID id(HttpAnswer login) {
        return UUID.fromString(Person.claim(login, "sid"));
    }

    private long sessions() {
        return Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id());
    }

    private long browserSessions() {
        return Rows.count(
                "SELECT count(*) FROM browser_sessions WHERE account_id = ?", person.id());
    }

    private static long denials(List<HttpAnswer> logins) {
        return logins.stream()
                .mapToLong(login ->
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE value = ?",
                                id(login).toString()))
                .sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.gatehouse.testkit.TestClock;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords can be tried so often and no more, and nobody can lock out an owner by it. */
@ExtendWith(IdpServer.class)
class GuessingIT {
    private static final String LOGIN = "/authentication/login";
    private static final String DEVICE = "__Host-gatehouse-device";
    private static final String ADDRESS = "x-gatehouse-client-address";

    /** As {@link IdpConfig} has it for an account. */
    private static final int BURST = 20;

    private static final int GUESSES = 60;

    private final Person person = Person.register();
    private final Transactions transactions = bean(Transactions.class);
    private final String elsewhere = address() + "1";

    @Test
    void guessWhenMadeFromManyAddressesThenOnlySoManyAreLookedAt() {
        double before = refused();

        List<Integer> statuses = guesses(person.username());

        assertThat(statuses.subList(0, BURST)).containsOnly(401);
        assertThat(statuses.subList(BURST, GUESSES)).containsOnly(429);
        assertThat(refused() - before).isEqualTo(GUESSES - BURST);
        assertThat(sessions()).isZero();
    }

    @Test
    void guessWhenThereIsNoSuchAccountThenAnsweredAsForOneThatThereIs() {
        String nobody = "p-" + UUID.randomUUID();

        assertThat(guesses(nobody)).isEqualTo(guesses(person.username()));

        HttpAnswer of = at("192.0.2.1").post(LOGIN, body(person.username(), "wrong as well"));
        HttpAnswer ofNobody = at("192.0.2.1").post(LOGIN, body(nobody, "wrong as well"));
        assertThat(of.code()).isEqualTo("too_many_requests");
        assertThat(of.header("retry-after")).contains("300");
        assertThat(ofNobody.header("retry-after")).contains("300");
        assertThat(ofNobody.field("detail")).isEqualTo(of.field("detail"));
    }

    /** Whoever guessed right must not learn it from the answer. */
    @Test
    void guessWhenItIsRightAfterTooManyThenRefusedInTheSameWay() {
        guesses(person.username());

        HttpAnswer right = at("192.0.2.1").post(LOGIN, person.credentials());

        assertThat(right.status()).isEqualTo(429);
        assertThat(sessions()).isZero();
    }

    @Test
    void guessWhenAHundredComeAtOnceThenOnlySoManyAreLookedAt() {
        List<Integer> statuses =
                Parallel.times(
                        100,
                        () ->
                                at("198.51.100.7")
                                        .post(LOGIN, body(person.username(), "wrong"))
                                        .status());

        assertThat(Collections.frequency(statuses, 401)).isEqualTo(BURST);
        assertThat(Collections.frequency(statuses, 429)).isEqualTo(100 - BURST);
    }

    @Test
    void signInWhenAHundredComeAtOnceThenAllPass() {
        List<Integer> statuses =
                Parallel.times(
                        100, () -> at("198.51.100.7").post(LOGIN, person.credentials()).status());

        assertThat(statuses).containsOnly(200);
        assertThat(guesses(person.username()).subList(0, BURST)).containsOnly(401);
    }

    @Test
    void signInWhenTheNameIsTypedInAnotherWayThenCountedAsTheSame() {
        guesses(" " + person.username().toUpperCase(Locale.ROOT));

        assertThat(at("192.0.2.1").post(LOGIN, person.credentials()).status()).isEqualTo(429);
    }

    @Test
    void signInWhenOthersGuessThenTheOwnersDevicePasses() {
        Browser browser = new Browser();
        browser.signIn(person, Flow.cli());
        String device = browser.cookie(DEVICE).orElseThrow();

        guesses(person.username());

        HttpAnswer owner =
                at("192.0.2.1")
                        .with("cookie", DEVICE + "=" + device)
                        .post(LOGIN, person.credentials());
        assertThat(owner.status()).isEqualTo(200);
        Browser again = new Browser();
        again.set(DEVICE, device);
        assertThat(Browser.parameters(again.signIn(person, Flow.cli()))).containsKey("code");
    }

    /** It is no password: whoever has stolen it is slowed down as anybody is. */
    @Test
    void guessWhenMadeOnAKnownDeviceThenOnlySoManyAreLookedAt() {
        String cookie = device(person);

        List<Integer> statuses =
                IntStream.range(0, GUESSES)
                        .mapToObj(i ->
                                at("203.0.113.9")
                                        .with("cookie", DEVICE + "=" + cookie)
                                        .post(LOGIN, body(person.username(), "wrong " + i))
                                        .status())
                        .toList();

        assertThat(statuses.subList(0, BURST)).containsOnly(401);
        assertThat(statuses.subList(BURST, GUESSES)).containsOnly(429);
        assertThat(at("192.0.2.1").post(LOGIN, person.credentials()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of another account",
                "changed id",
                "changed tag",
                "cut short",
                "empty",
                "id alone",
                "too many tags",
                "another form"
            })
    void deviceWhenTheCookieIsNotOfThisAccountThenNotKnown(String what) {
        String cookie = device(person);
        String id = cookie.substring(0, 43);
        String tag = cookie.substring(44);
        String sent =
                switch (what) {
                    case "of another account" -> device(Person.register());
                    case "changed id" -> flip(id) + "~" + tag;
                    case "changed tag" -> id + "~" + flip(tag);
                    case "cut short" -> cookie.substring(0, cookie.length() - 1);
                    case "empty" -> "";
                    case "id alone" -> id;
                    case "too many tags" -> id + ("~" + tag).repeat(9);
                    default -> "<" + cookie + ">";
                };
        guesses(person.username());

        HttpAnswer answer =
                at("192.0.2.1")
                        .with("cookie", DEVICE + "=" + sent)
                        .post(LOGIN, person.credentials());

        assertThat(answer.status()).isEqualTo(429);
    }

    @Test
    void deviceWhenSeveralAccountsSignInThenAllAreKnownAndNoneIsNamed() {
        Person other = Person.register();
        Browser browser = new Browser();
        browser.signIn(person, Flow.cli());
        String first = browser.cookie(DEVICE).orElseThrow();

        KnownDevices devices = bean(KnownDevices.class);
        Source source = new Source("", Optional.of(first));
        String both = value(devices.remember(source, other.username()));

        assertThat(devices.of(new Source("", Optional.of(both)), person.username()))
                .contains(first.substring(0, 43));
        assertThat(devices.of(new Source("", Optional.of(both)), other.username())).isPresent();
        assertThat(value(devices.remember(new Source("", Optional.of(both)), other.username())))
                .isEqualTo(both);
        assertThat(both).doesNotContain(other.username());
    }

    @Test
    void deviceWhenMoreAccountsSignInThanAreKeptThenTheLatestStay() {
        KnownDevices devices = bean(KnownDevices.class);
        Optional<String> cookie = Optional.empty();
        for (int i = 0; i < 9; i++) {
            cookie = Optional.of(value(devices.remember(new Source("", cookie), "name-" + i)));
        }

        assertThat(devices.of(new Source("", cookie), "name-8")).isPresent();
        assertThat(devices.of(new Source("", cookie), "name-1")).isPresent();
        assertThat(devices.of(new Source("", cookie), "name-0")).isEmpty();
    }

    @Test
    void passwordChangeWhenTheCurrentOneIsGuessedThenOnlySoManyAreLookedAt() {
        List<Integer> statuses =
                IntStream.range(0, BURST + 5)
                        .mapToObj(i ->
                                person.gate()
                                        .put(
                                                "/accounts/me/password",
                                                """
                                                {"currentPassword": "wrong %d", "newPassword": "an entirely new one"}
                                                """
                                                        .formatted(i))
                                        .status())
                        .toList();

        assertThat(statuses.subList(0, BURST)).containsOnly(422);
        assertThat(statuses.subList(BURST, BURST + 5)).containsOnly(429);
    }

    @Test
    void countWhenABlockOfAddressesHasTriedTooOftenThenRefusedWhateverTheName() {
        TestClock clock = future();
        Attempts attempts = attempts(1000, 3, clock);
        String block = address();

        for (int i = 0; i < 3; i++) {
            count(attempts, "name-" + i, block + i);
        }

        assertRefused(attempts, "name-3", block + 9);
        count(attempts, "name-3", elsewhere);
        clock.advance(Duration.ofSeconds(10));
        count(attempts, "name-3", block + 9);
        assertRefused(attempts, "name-3", block + 9);
    }

    /** Else a flood that is refused by its address would slow down the owner as well. */
    @Test
    void countWhenTheBlockIsRefusedThenTheAccountIsNotCountedEither() {
        TestClock clock = future();
        Attempts attempts = attempts(2, 1, clock);
        String name = "p-" + UUID.randomUUID();
        String block = address();
        count(attempts, name, block + 1);

        for (int i = 0; i < 5; i++) {
            assertRefused(attempts, name, block + i);
        }

        count(attempts, name, elsewhere);
    }

    @ParameterizedTest
    @CsvSource({"299, false", "300, true", "100000, true"})
    void countWhenTimeHasPassedThenThereIsRoomAgain(long seconds, boolean room) {
        TestClock clock = future();
        Attempts attempts = attempts(2, 1000, clock);
        String name = "p-" + UUID.randomUUID();
        count(attempts, name, elsewhere);
        count(attempts, name, elsewhere);
        assertRefused(attempts, name, elsewhere);

        clock.advance(Duration.ofSeconds(seconds));

        if (room) {
            count(attempts, name, elsewhere);
        } else {
            assertRefused(attempts, name, elsewhere);
        }
    }

    @Test
    void roundWhenBucketsAreEmptyThenTheirRowsAreGone() {
        TestClock clock = future();
        count(attempts(5, 1000, clock), "p-" + UUID.randomUUID(), address() + 1);
        Instant later = clock.instant().plusSeconds(60);
        AttemptRepository repository = bean(AttemptRepository.class);

        transactions.run(database -> repository.deleteEmpty(database, later, 1_000_000));

        // That of the account lasts five minutes, that of the block ten seconds.
        assertThat(rows("<", later)).isZero();
        assertThat(rows(">", later)).isPositive();
    }

    private static long rows(String side, Instant time) {
        return Rows.count(
                "SELECT count(*) FROM sign_in_attempts WHERE empty_at %s ?".formatted(side),
                OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    /** Beyond what the service itself cleans up meanwhile. */
    private static TestClock future() {
        TestClock clock = new TestClock();
        clock.advance(Duration.ofDays(36_500));
        return clock;
    }

    private List<Integer> guesses(String name) {
        return IntStream.range(0, GUESSES)
                .mapToObj(i ->
                        at("203.%d.113.9".formatted(i))
                                .post(LOGIN, body(name, "wrong " + i))
                                .status())
                .toList();
    }

    private static Http at(String address) {
        return Gate.anonymous().with(ADDRESS, address);
    }

    private static String body(String name, String password) {
        return """
        {"username": "%s", "password": "%s"}
        """
                .formatted(name, password);
    }

    private static String device(Person person) {
        Browser browser = new Browser();
        browser.signIn(person, Flow.cli());
        return browser.cookie(DEVICE).orElseThrow();
    }

    private static String value(String setCookie) {
        return setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
    }

    private static String flip(String text) {
        return (text.startsWith("A") ? "B" : "A") + text.substring(1);
    }

    private long sessions() {
        return Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id());
    }

    private static double refused() {
        return Gate.counted("gatehouse_idp_guesses_refused_total");
    }

    /** A block of addresses that no other test has, without the last digits. */
    private static String address() {
        UUID random = UUID.randomUUID();
        return "2001:db8:%04x:%04x::"
                .formatted(
                        random.getMostSignificantBits() & 0xffff,
                        random.getLeastSignificantBits() & 0xff00);
    }

    private Attempts attempts(int ofAccount, int ofBlock, Clock clock) {
        IdpConfig real = bean(IdpConfig.class);
        IdpConfig config =
                new IdpConfig(
                        real.site(),
                        real.policy(),
                        real.secrets(),
                        real.passwords(),
                        new IdpConfig.Guessing(
                                new IdpConfig.Pace(ofAccount, Duration.ofMinutes(5)),
                                real.guessing().code(),
                                new IdpConfig.Pace(ofBlock, Duration.ofSeconds(10))),
                        real.sessions(),
                        real.keys(),
                        real.proofs(),
                        real.backChannel(),
                        real.mail(),
                        real.audit());
        return new Attempts(
                bean(AttemptRepository.class),
                bean(KnownDevices.class),
                bean(IdpMetrics.class),
                bean(KeyedHash.class),
                config,
                clock);
    }

    private void count(Attempts attempts, String name, String address) {
        transactions.run(
                database -> attempts.count(database, name, new Source(address, Optional.empty())));
    }

    private void assertRefused(Attempts attempts, String name, String address) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> count(attempts, name, address))
                .satisfies(problem ->
                        assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}

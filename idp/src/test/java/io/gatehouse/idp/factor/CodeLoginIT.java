// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account with a second factor signs in by JSON with password and code, and in no other way. */
@ExtendWith(IdpServer.class)
class CodeLoginIT {
    private static final String LOGIN = "/authentication/login";
    private static final String DEVICE = "__Host-gatehouse-device";

    /** As {@code IdpConfig} has it. */
    private static final int BURST = 10;

    private final Person person = Person.register();
    private final Authenticator authenticator = Authenticator.enrol(person);

    @Test
    void loginWhenTheCodeIsMissingThenAskedForAndNoSessionOpens() {
        var answer = person.tryLogin();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("second_factor_required");
        assertThat(answer.header("www-authenticate")).isPresent();
        assertThat(sessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"code\": \"123456\""})
    void loginWhenThePasswordIsWrongThenNothingIsToldOfFactors(String code) {
        String body = "{\"username\": \"%s\", \"password\": \"not this one\"%s}";

        var of = Gate.anonymous().post(LOGIN, body.formatted(person.username(), code));
        var without =
                Gate.anonymous().post(LOGIN, body.formatted(Person.register().username(), code));

        assertThat(of.status()).isEqualTo(401);
        assertThat(of.code()).isEqualTo("credentials_invalid");
        assertThat(of.field("detail")).isEqualTo(without.field("detail"));
    }

    @Test
    void loginWhenTheCodeIsRightThenTokensThatSayHow() {
        var answer = authenticator.login(authenticator.code());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Person.claim(answer, "acr")).isEqualTo("2");
        assertThat(Person.claim(answer, "amr")).isEqualTo("[pwd, otp]");
        var next = Person.refresh(answer.field("refresh_token"));
        assertThat(Person.claim(next, "acr")).isEqualTo("2");
        assertThat(Person.claim(next, "amr")).isEqualTo("[pwd, otp]");
    }

    @Test
    void loginWhenThereIsNoFactorThenThePasswordAloneWhateverTheCode() {
        var other = Person.register();

        var answer = login(other, other.password(), "123456");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Person.claim(answer, "acr")).isEqualTo("1");
        assertThat(Person.claim(answer, "amr")).isEqualTo("[pwd]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replayed",
                "older than one that was used",
                "early",
                "late",
                "of another account",
                "spaces around",
                "space within",
                "other digits",
                "full width digits",
                "empty",
                "five digits",
                "seven digits",
                "letters",
                "recovery code of another account",
                "recovery code that was used",
                "very long"
            })
    void loginWhenTheCodeIsBadThenOneRefusalForAll(String what) {
        String right = authenticator.code();
        String code =
                switch (what) {
                    case "replayed" -> used(right);
                    case "older than one that was used" -> {
                        used(authenticator.at(1));
                        yield right;
                    }
                    case "early" -> authenticator.at(3);
                    case "late" -> authenticator.at(-3);
                    case "of another account" -> Authenticator.enrol(Person.register()).code();
                    case "spaces around" -> " " + right + " ";
                    case "space within" -> right.substring(0, 3) + " " + right.substring(3);
                    case "other digits" -> digits(right, '\u0660');
                    case "full width digits" -> digits(right, '\uff10');
                    case "empty" -> "";
                    case "five digits" -> right.substring(1);
                    case "seven digits" -> right + "0";
                    case "letters" -> "abcdef";
                    case "recovery code of another account" ->
                            Authenticator.enrol(Person.register()).recoveryCodes().getFirst();
                    case "recovery code that was used" ->
                            used(authenticator.recoveryCodes().getFirst());
                    default -> "1".repeat(10_000);
                };
        long before = sessions();

        var answer = authenticator.login(code);

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("second_factor_invalid");
        assertThat(answer.field("detail")).isEqualTo("The code is not right, or was used already.");
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void loginWhenAHundredComeAtOnceWithOneCodeThenOnePasses() {
        String code = authenticator.code();

        List<Integer> statuses = Parallel.times(100, () -> authenticator.login(code).status());

        assertThat(Collections.frequency(statuses, 200)).isOne();
        assertThat(statuses).containsOnly(200, 401, 429);
        assertThat(sessions()).isOne();
    }

    @Test
    void loginWhenAHundredComeAtOnceWithOneRecoveryCodeThenOnePasses() {
        String code = authenticator.recoveryCodes().getFirst();

        List<Integer> statuses = Parallel.times(100, () -> authenticator.login(code).status());

        assertThat(Collections.frequency(statuses, 200)).isOne();
        assertThat(statuses).containsOnly(200, 401, 429);
    }

    /** They conflict over nothing that would have to be refused. */
    @Test
    void loginWhenManyPeopleComeAtOnceThenAllPass() {
        List<Callable<Integer>> logins =
                Stream.generate(Person::register)
                        .limit(40)
                        .map(Authenticator::enrol)
                        .<Callable<Integer>>map(app -> () -> app.login(app.next()).status())
                        .toList();

        assertThat(Parallel.all(logins)).containsOnly(200);
    }

    @Test
    void loginWhenAllRecoveryCodesAreTypedThenEachCountsOnce() {
        for (String code : authenticator.recoveryCodes()) {
            assertThat(authenticator.login(code).status()).isEqualTo(200);
        }

        for (String code : authenticator.recoveryCodes().subList(0, BURST - 1)) {
            assertThat(authenticator.login(code).status()).isEqualTo(401);
        }
        assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(200);
    }

    @Test
    void guessWhenThereAreTooManyThenNotLookedAtUntilThereIsRoom() {
        List<HttpAnswer> answers = guesses(2 * BURST);

        assertThat(answers.subList(0, BURST)).extracting(HttpAnswer::status).containsOnly(401);
        assertThat(answers.subList(BURST, 2 * BURST))
                .extracting(HttpAnswer::status)
                .containsOnly(429);
        assertThat(answers.getLast().header("retry-after")).contains("300");
        assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(429);
        assertThat(authenticator.login(authenticator.recoveryCodes().getFirst()).status())
                .isEqualTo(429);
        assertThat(sessions()).isZero();
    }

    /** Each right one is given back. */
    @Test
    void loginWhenManyCodesAreRightThenNoneIsCounted() {
        for (int i = 0; i < 2 * BURST; i++) {
            assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(200);
        }
    }

    @Test
    void loginWhenOthersGuessThenTheOwnersDevicePasses() {
        var browser = new Browser();
        browser.submit(browser.signIn(person, Flow.cli()), "code", authenticator.next());
        String device = browser.cookie(DEVICE).orElseThrow();
        guesses(BURST);
        assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(429);

        var answer =
                Gate.anonymous()
                        .with("cookie", DEVICE + "=" + device)
                        .post(LOGIN, authenticator.credentials(authenticator.code()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Nobody who lacks the password can use up the attempts of the owner. */
    @Test
    void guessWhenThePasswordIsWrongThenNoCodeIsCounted() {
        for (int i = 0; i < BURST + 2; i++) {
            login(person, "wrong", "000000");
        }

        assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(200);
    }

    @Test
    void metricsWhenCodesAreTriedThenCountedByOutcome() {
        String metric = "gatehouse_idp_second_factors_total";
        double accepted = Gate.counted(metric, "accepted");
        double recovered = Gate.counted(metric, "recovered");
        double refused = Gate.counted(metric, "refused");

        authenticator.login(authenticator.code());
        authenticator.login(authenticator.recoveryCodes().getFirst());
        authenticator.login("not a code");

        assertThat(Gate.counted(metric, "accepted") - accepted).isOne();
        assertThat(Gate.counted(metric, "recovered") - recovered).isOne();
        assertThat(Gate.counted(metric, "refused") - refused).isOne();
    }

    private static HttpAnswer login(Person person, String password, String code) {
        return Gate.anonymous()
                .post(
                        LOGIN,
                        """
                        {"username": "%s", "password": "%s", "code": "%s"}
                        """
                                .formatted(person.username(), password, code));
    }

    private String used(String code) {
        assertThat(authenticator.login(code).status()).isEqualTo(200);
        return code;
    }

    private List<HttpAnswer> guesses(int number) {
        return IntStream.range(0, number).mapToObj(_ -> authenticator.login("guess")).toList();
    }

    private static String digits(String code, char zero) {
        return code.chars()
                .map(digit -> digit - '0' + zero)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long sessions() {
        return Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import static io.gatehouse.idp.IdpServer.MAILS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new password for who reads the mails at an account's address, and for nobody else. */
@ExtendWith(IdpServer.class)
class PasswordResetIT {
    private static final String ASK = "/authentication/password-reset";
    private static final String RESET = "/authentication/password-reset/confirmation";
    private static final String WAITING =
            "SELECT count(*) FROM outbox_message WHERE topic IN ('mail', 'password-reset')";
    private static final String NEW = "an entirely new password";

    /** The first is the link to verify the address. */
    private final Person person = Person.register();

    /** What makes a link bad. */
    enum Bad {
        USED,
        OF_ANOTHER_PURPOSE,
        CUT_SHORT,
        CHANGED,
        EMPTY,
        VERY_LONG,
        EXPIRED,
        AFTER_A_CHANGE_OF_THE_PASSWORD,
        AFTER_ANOTHER_RESET,
        AFTER_A_CHANGE_OF_THE_ADDRESS,
        OF_A_DISABLED_ACCOUNT
    }

    @Test
    void resetWhenTheLinkIsGoodThenTheNewPasswordIsAndAllElseEnds() {
        HttpAnswer session = person.login();
        String token = link();

        HttpAnswer answer = reset(token, NEW);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(person.tryLogin().status()).isEqualTo(401);
        HttpAnswer login = with(NEW).login();
        assertThat(Person.claims(login).getClaim("email_verified")).isEqualTo(true);
        assertThat(Person.refresh(session.field("refresh_token")).status()).isEqualTo(401);
        assertThat(denied()).isPositive();
        var notice = MAILS.await(person.email(), 3);
        assertThat(notice.subject()).isEqualTo("Your password was changed");
        assertThat(notice.text()).contains(person.username()).doesNotContain("token");
    }

    @Test
    void resetWhenItIsTheFirstProofOfTheAddressThenNobodyElseKeepsAWayIn() {
        Authenticator.enrol(person);

        HttpAnswer answer = reset(link(), NEW);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(with(NEW).tryLogin().status()).isEqualTo(200);
    }

    @Test
    void resetWhenThereIsASecondFactorThenItStays() {
        verified();
        Authenticator.enrol(person);

        HttpAnswer answer = reset(link(), NEW);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(with(NEW).tryLogin().code()).isEqualTo("second_factor_required");
    }

    private void verified() {
        Rows.update("UPDATE accounts SET email_verified = TRUE WHERE id = ?", person.id());
    }

    @Test
    void mailWhenAskedForThenSaysJustThisInPlainText() {
        ask(person.email(), "en").expect(202);

        var mail = MAILS.await(person.email(), 2);
        assertThat(mail.subject()).isEqualTo("Reset your password");
        assertThat(mail.text())
                .isEqualTo(
                        """
                        Hello %s,

                        please open this link and choose a new password:

                        https://localhost:8443/oauth2/new-password?token=%s

                        The link is good for 30 minutes, and once. If you did not ask for it, ignore this mail:
                        your password stays as it is.
                        """
                                .formatted(person.username(), mail.token()));
        assertThat(mail.token()).matches("[A-Za-z0-9_-]{43}");
        assertThat(mail.raw())
                .contains(
                        "From: Gatehouse <shop@example.com>\r\n",
                        "To: " + person.email() + "\r\n",
                        "Content-Type: text/plain; charset=UTF-8\r\n",
                        "Content-Language: en\r\n",
                        "Auto-Submitted: auto-generated\r\n",
                        "@localhost>\r\n");
    }

    @Test
    void mailWhenThePersonReadsGermanThenItIsGerman() {
        ask(person.email(), "de-AT, en;q=0.5").expect(202);

        var mail = MAILS.await(person.email(), 2);
        assertThat(mail.subject()).isEqualTo("Setzen Sie Ihr Passwort zurück");
        assertThat(mail.text()).contains("wählen Sie ein neues Passwort", "?token=");
        assertThat(mail.raw()).contains("Content-Language: de\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void resetWhenTheLinkIsBadThenOneProblemAndNothingChanges(Bad bad) {
        String token = link();
        String sent = made(bad, token);
        String before = state();

        HttpAnswer answer = reset(sent, "yet another password");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("link_invalid");
        assertThat(answer.field("detail"))
                .isEqualTo("The link was used, is too old, or not good any more.");
        assertThat(state()).isEqualTo(before);
        assertThat(new Browser().get("/oauth2/new-password?token=" + sent).status()).isEqualTo(400);
    }

    private String made(Bad bad, String token) {
        return switch (bad) {
            case USED, AFTER_ANOTHER_RESET -> {
                String other = bad == Bad.USED ? token : again();
                assertThat(reset(other, NEW).status()).isEqualTo(204);
                yield token;
            }
            case OF_ANOTHER_PURPOSE -> MAILS.at(person.email()).getFirst().token();
            case CUT_SHORT -> token.substring(0, 42);
            case CHANGED -> (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
            case EMPTY -> "";
            case VERY_LONG -> token.repeat(20);
            case EXPIRED -> {
                Rows.update(
                        "UPDATE mail_links SET expires_at = now() WHERE account_id = ?",
                        person.id());
                yield token;
            }
            case AFTER_A_CHANGE_OF_THE_PASSWORD -> {
                changePassword();
                yield token;
            }
            case AFTER_A_CHANGE_OF_THE_ADDRESS -> {
                changeAddress();
                yield token;
            }
            case OF_A_DISABLED_ACCOUNT -> {
                var disabled =
                        Gate.admin()
                                .put(
                                        "/admin/users/" + person.id() + "/enabled",
                                        "{\"enabled\": false}");
                assertThat(disabled.status()).isEqualTo(200);
                yield token;
            }
        };
    }

    private String again() {
        ask(person.email(), "en").expect(202);
        return MAILS.await(person.email(), 3).token();
    }

    private void changePassword() {
        var answer =
                person.gate()
                        .put(
                                "/accounts/me/password",
                                """
                                {"currentPassword": "%s", "newPassword": "%s"}
                                """
                                        .formatted(person.password(), NEW));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private void changeAddress() {
        String address = "new-" + person.email();
        var answer =
                person.gate()
                        .put(
                                "/accounts/me/email",
                                """
                                {"currentPassword": "%s", "email": "%s"}
                                """
                                        .formatted(person.password(), address));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String page = "/oauth2/email-confirmation?token=" + MAILS.await(address, 1).token();
        Browser browser = new Browser();
        assertThat(browser.submit(browser.get(page)).status()).isEqualTo(200);
    }

    @Test
    void resetWhenAHundredUseOneLinkAtOnceThenOnePasses() {
        String token = link();

        List<HttpAnswer> answers =
                Parallel.all(
                        IntStream.range(0, 100)
                                .<Callable<HttpAnswer>>mapToObj(
                                        i -> () -> reset(token, "password number " + i))
                                .toList());

        List<Integer> statuses = answers.stream().map(HttpAnswer::status).toList();
        assertThat(Collections.frequency(statuses, 204)).isEqualTo(1);
        assertThat(statuses).containsOnly(204, 400);
        int winner = statuses.indexOf(204);
        assertThat(with("password number " + winner).tryLogin().status()).isEqualTo(200);
        assertThat(MAILS.await(person.email(), 3).subject()).contains("was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "OWN"})
    void resetWhenThePasswordIsNotAllowedThenNamedAndTheLinkIsStillGood(String wanted) {
        String token = link();

        HttpAnswer answer = reset(token, wanted.equals("OWN") ? person.username() : wanted);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("newPassword");
        assertThat(reset(token, NEW).status()).isEqualTo(204);
    }

    @Test
    void resetWhenRepeatedWithAnotherPasswordThenTheFirstStays() {
        String token = link();

        assertThat(reset(token, NEW).status()).isEqualTo(204);
        assertThat(reset(token, "another one again").code()).isEqualTo("link_invalid");
        assertThat(with(NEW).tryLogin().status()).isEqualTo(200);
    }

    @Test
    void askWhenNobodyHasTheAddressThenAnsweredTheSameAndNothingIsSent() {
        String nobody = "p-" + UUID.randomUUID() + "@example.org";

        HttpAnswer unknown = ask(nobody, "en").answer();
        HttpAnswer known = ask(person.email(), "en").answer();

        assertThat(unknown.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text()).isEmpty();
        assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
        MAILS.await(person.email(), 2);
        awaitNothingWaits();
        assertThat(MAILS.at(nobody)).isEmpty();
    }

    /** Nobody can measure a look-up that is not made before the answer. */
    @Test
    void askWhenNoAccountCanBeReadThenAnsweredAllTheSame() throws SQLException {
        MAILS.await(person.email(), 1);
        try (Connection connection = DatabaseExtension.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE");

            ask(person.email(), "en").expect(202);
            ask("p-" + UUID.randomUUID() + "@example.org", "en").expect(202);

            connection.rollback();
        }
        assertThat(MAILS.await(person.email(), 2).token()).isNotEmpty();
    }

    @Test
    void askWhenTheAccountIsDisabledThenNothingIsSent() {
        MAILS.await(person.email(), 1);
        Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");

        ask(person.email(), "en").expect(202);

        awaitNothingWaits();
        assertThat(MAILS.at(person.email())).hasSize(1);
    }

    /** One mail, of the registration, has come before; nobody is told that no more do. */
    @Test
    void askWhenRepeatedThenTheMailboxIsNotFilledAndTheAnswerIsTheSame() {
        for (int i = 0; i < 10; i++) {
            ask(person.email().toUpperCase(Locale.ROOT), "en").expect(202);
        }

        awaitNothingWaits();
        assertThat(MAILS.at(person.email())).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": \"no address\"} | 422",
                "{\"email\": \"a@b.example\\r\\nBcc: c@d.example\"} | 422",
                "{\"email\": \"a@b.example,c@d.example\"} | 422",
                "{\"email\": null} | 422",
                "{} | 422",
                "{\"email\": 1, \"more\": 2} | 400",
                "[] | 400",
            })
    void askWhenItIsNoAddressThenRefused(String body, int status) {
        assertThat(Gate.anonymous().post(ASK, body).status()).isEqualTo(status);
    }

    @Test
    void pagesWhenFollowedFromTheSignInThenThePasswordIsChanged() {
        Browser browser = new Browser();
        HttpAnswer signIn =
                browser.get(
                        Browser.location(browser.get("/oauth2/authorize?" + Flow.cli().encoded())));
        assertThat(signIn.text()).contains("<a id=\"forgotten\" href=\"/oauth2/password-reset\">");

        HttpAnswer sent =
                browser.submit(browser.get("/oauth2/password-reset"), "email", person.email());
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.text())
                .contains("id=\"password-reset-sent\"")
                .doesNotContain(person.email());

        String token = MAILS.await(person.email(), 2).token();
        HttpAnswer page = browser.get("/oauth2/new-password?token=" + token);
        assertThat(page.text()).contains(person.username());
        HttpAnswer tooShort = browser.submit(page, "password", "short");
        assertThat(tooShort.status()).isEqualTo(422);
        assertThat(tooShort.text()).contains("This password is too short.");
        HttpAnswer changed = browser.submit(page, "password", NEW);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text()).contains("id=\"password-changed\"");
        with(NEW).login();
    }

    @Test
    void pageWhenNobodyHasTheAddressThenTheSame() {
        Browser browser = new Browser();
        HttpAnswer page = browser.get("/oauth2/password-reset");

        HttpAnswer of = browser.submit(page, "email", person.email());
        HttpAnswer ofNobody =
                browser.submit(page, "email", "p-" + UUID.randomUUID() + "@b.example");

        assertThat(ofNobody.status()).isEqualTo(of.status()).isEqualTo(200);
        assertThat(ofNobody.text()).isEqualTo(of.text());
    }

    @Test
    void formWhenAnotherSiteSendsItThenNothingIsDone() {
        Browser browser = new Browser();
        HttpAnswer page = browser.get("/oauth2/password-reset");

        HttpAnswer answer = new Browser().submit(page, "email", person.email());

        assertThat(answer.status()).isEqualTo(403);
        awaitNothingWaits();
        assertThat(MAILS.at(person.email())).hasSize(1);
    }

    private static void awaitNothingWaits() {
        await().atMost(Duration.ofSeconds(30)).until(() -> Rows.count(WAITING) == 0);
    }

    private String link() {
        ask(person.email(), "en").expect(202);
        return MAILS.await(person.email(), 2).token();
    }

    private static Asked ask(String email, String language) {
        Http gate = Gate.anonymous().with("accept-language", language);
        return new Asked(gate.post(ASK, "{\"email\": \"%s\"}".formatted(email)));
    }

    private record Asked(HttpAnswer answer) {
        void expect(int status) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }
    }

    private static HttpAnswer reset(String token, String password) {
        return Gate.anonymous()
                .post(
                        RESET,
                        """
                        {"token": "%s", "newPassword": "%s"}
                        """
                                .formatted(token, password));
    }

    private Person with(String password) {
        return new Person(person.id(), person.username(), person.email(), password);
    }

    private long denied() {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sub' AND value = ?",
                person.id().toString());
    }

    private String state() {
        return Rows.numbers(
                        """
                        SELECT password_version, not_before, CASE WHEN email_verified THEN 1 ELSE 0 END
                        FROM accounts WHERE id = ?
                        """,
                        person.id())
                .toString();
    }
}

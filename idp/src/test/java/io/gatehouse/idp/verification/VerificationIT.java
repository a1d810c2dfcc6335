// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import static io.gatehouse.idp.IdpServer.MAILS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An address is verified, or changed, by who reads its mails. */
@ExtendWith(IdpServer.class)
class VerificationIT {
    private static final String PAGE = "/oauth2/email-confirmation?token=";
    private static final String AGAIN = "/accounts/me/email/verification";
    private static final String EMAIL = "/accounts/me/email";

    private final Person person = Person.register();
    private final Browser browser = new Browser();
    private final String other = "new-" + person.email();

    /** What makes a link bad. */
    enum Bad {
        USED,
        RESET,
        CUT_SHORT,
        EXPIRED,
        AFTER_A_CHANGE_OF_THE_ADDRESS,
        OF_A_DISABLED_ACCOUNT,
        NEW_ADDRESS_AFTER_A_CHANGE_OF_THE_PASSWORD
    }

    @Test
    void registrationWhenDoneThenAMailSaysJustThis() {
        var mail = MAILS.await(person.email(), 1);

        assertThat(mail.subject()).isEqualTo("Confirm your e-mail address");
        assertThat(mail.text())
                .isEqualTo(
                        """
                        Hello %s,

                        please open this link and confirm that this e-mail address is yours:

                        https://localhost:8443/oauth2/email-confirmation?token=%s

                        The link is good for 24 hours. If you have made no account at https://localhost:8443, ignore this mail:
                        the address is not used for anything then.
                        """
                                .formatted(person.username(), mail.token()));
    }

    @Test
    void signUpWhenThePageIsGermanThenTheMailIs() {
        String name = "p-" + UUID.randomUUID();
        String query = Flow.cli().with("ui_locales", "de").encoded();
        String signIn = Browser.location(browser.get("/oauth2/authorize?" + query));

        browser.submit(
                browser.get(signIn.replace("/oauth2/sign-in", "/oauth2/sign-up")),
                "username",
                name,
                "email",
                name + "@example.org",
                "password",
                "a long enough one");

        var mail = MAILS.await(name + "@example.org", 1);
        assertThat(mail.subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse");
        assertThat(mail.text()).startsWith("Guten Tag " + name).contains("öffnen");
    }

    @Test
    void registrationWhenTheNameIsTakenThenNoMailGoesOut() {
        String address = "p-" + UUID.randomUUID() + "@example.org";
        var answer =
                Gate.anonymous()
                        .post(
                                "/authentication/registration",
                                Person.body(person.username(), address, "a long enough one"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(Rows.count("SELECT count(*) FROM mail_links WHERE account_id = ?", person.id()))
                .isEqualTo(1);
        assertThat(MAILS.at(address)).isEmpty();
    }

    @Test
    void pageWhenOnlyLookedAtThenNothingChanges() {
        String token = MAILS.await(person.email(), 1).token();

        for (int i = 0; i < 3; i++) {
            HttpAnswer page = new Browser().get(PAGE + token);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains(person.email());
        }

        assertThat(isVerified()).isFalse();
    }

    @Test
    void pageWhenItsFormIsSentThenTheAddressIsVerifiedEverywhere() {
        HttpAnswer before = person.login();
        String token = MAILS.await(person.email(), 1).token();

        HttpAnswer answer = browser.submit(browser.get(PAGE + token));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("id=\"email-confirmed\"");
        assertThat(isVerified()).isTrue();
        assertThat(Person.claims(person.login()).getClaim("email_verified")).isEqualTo(true);
        HttpAnswer refreshed = Person.refresh(before.field("refresh_token"));
        assertThat(Person.claims(refreshed).getClaim("email_verified")).isEqualTo(true);
        HttpAnswer userInfo =
                Gate.anonymous()
                        .with("authorization", "Bearer " + refreshed.field("access_token"))
                        .get("/oauth2/userinfo");
        assertThat(userInfo.json().path("email_verified").asBoolean()).isTrue();
    }

    @Test
    void formWhenAnotherSiteSendsItThenNothingChanges() {
        HttpAnswer page = browser.get(PAGE + MAILS.await(person.email(), 1).token());

        assertThat(new Browser().submit(page).status()).isEqualTo(403);
        assertThat(isVerified()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void linkWhenItIsBadThenRefusedAndNothingChanges(Bad bad) {
        String token = made(bad, MAILS.await(person.email(), 1).token());
        String before = account().text();

        HttpAnswer answer = browser.get(PAGE + token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("This link was used");
        assertThat(account().text()).isEqualTo(before);
    }

    private String made(Bad bad, String token) {
        return switch (bad) {
            case USED -> {
                browser.submit(browser.get(PAGE + token));
                yield token;
            }
            case RESET -> {
                Gate.anonymous()
                        .post(
                                "/authentication/password-reset",
                                "{\"email\": \"%s\"}".formatted(person.email()));
                yield MAILS.await(person.email(), 2).token();
            }
            case CUT_SHORT -> token.substring(1);
            case EXPIRED -> {
                Rows.update(
                        "UPDATE mail_links SET expires_at = now() WHERE account_id = ?",
                        person.id());
                yield token;
            }
            case AFTER_A_CHANGE_OF_THE_ADDRESS -> {
                change(other).expect(202);
                browser.submit(browser.get(PAGE + MAILS.await(other, 1).token()));
                yield token;
            }
            case OF_A_DISABLED_ACCOUNT -> {
                Gate.admin()
                        .put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");
                yield token;
            }
            case NEW_ADDRESS_AFTER_A_CHANGE_OF_THE_PASSWORD -> {
                change(other).expect(202);
                person.gate()
                        .put(
                                "/accounts/me/password",
                                """
                                {"currentPassword": "%s", "newPassword": "an entirely new one"}
                                """
                                        .formatted(person.password()));
                yield MAILS.await(other, 1).token();
            }
        };
    }

    @Test
    void linkWhenAHundredUseItAtOnceThenOnePasses() {
        HttpAnswer page = browser.get(PAGE + MAILS.await(person.email(), 1).token());

        List<Integer> statuses = Parallel.times(100, () -> browser.submit(page).status());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(statuses).containsOnly(200, 400);
        assertThat(isVerified()).isTrue();
    }

    @Test
    void againWhenNotVerifiedThenAnotherLinkAndNoMoreThanTheMailboxHolds() {
        assertThat(person.gate().post(AGAIN).status()).isEqualTo(202);
        assertThat(person.gate().post(AGAIN).status()).isEqualTo(202);
        HttpAnswer tooMany = person.gate().post(AGAIN);

        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("retry-after")).contains("600");
        String token = MAILS.await(person.email(), 3).token();
        browser.submit(browser.get(PAGE + token));
        assertThat(isVerified()).isTrue();
    }

    @Test
    void againWhenVerifiedThenNothingIsSent() {
        browser.submit(browser.get(PAGE + MAILS.await(person.email(), 1).token()));

        assertThat(person.gate().post(AGAIN).status()).isEqualTo(202);

        assertThat(Rows.count("SELECT count(*) FROM mail_links WHERE account_id = ?", person.id()))
                .isZero();
    }

    @Test
    void changeWhenTheLinkIsUsedThenTheAddressIsTheNewOneAndTheOldIsTold() {
        HttpAnswer session = person.login();
        change(other).expect(202);
        String token = MAILS.await(other, 1).token();

        assertThat(account().field("email")).isEqualTo(person.email());
        assertThat(MAILS.await(person.email(), 2).subject())
                .isEqualTo("Your e-mail address is to be changed");
        HttpAnswer answer = browser.submit(browser.get(PAGE + token));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(account().field("email")).isEqualTo(other);
        assertThat(isVerified()).isTrue();
        assertThat(MAILS.await(person.email(), 3).subject())
                .isEqualTo("Your e-mail address was changed");
        HttpAnswer refreshed = Person.refresh(session.field("refresh_token"));
        assertThat(Person.claims(refreshed).getClaim("email")).isEqualTo(other);
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE kind = 'sub' AND value = ?",
                                person.id().toString()))
                .isPositive();
        // The old one is free again.
        register(person.email());
    }

    @ParameterizedTest
    @CsvSource({
        "wrong password, new@example.org, 422, currentPassword",
        "OWN, no address, 422, email",
        "OWN, 'a@b.example,c@d.example', 422, email",
        "OWN, SAME, 422, email",
    })
    void changeWhenRefusedThenNamedAndNobodyIsTold(
            String password, String address, int status, String blamed) {
        MAILS.await(person.email(), 1);

        HttpAnswer answer =
                change(
                                password.equals("OWN") ? person.password() : password,
                                address.equals("SAME") ? person.email() : address)
                        .answer();

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.blamed()).isEqualTo(blamed);
        assertThat(MAILS.at(person.email())).hasSize(1);
    }

    /** The answer does not say so: only who reads the mails there may know. */
    @Test
    void changeWhenAnotherAccountHasTheAddressThenOnlyItsReaderLearnsIt() {
        Person owner = Person.register();

        change(owner.email()).expect(202);
        HttpAnswer answer =
                browser.submit(browser.get(PAGE + MAILS.await(owner.email(), 2).token()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(account().field("email")).isEqualTo(person.email());
        owner.login();
    }

    @Test
    void changeWhenTwoWantOneAddressAtOnceThenOneHasIt() {
        Person second = Person.register();
        change(other).expect(202);
        String first = MAILS.await(other, 1).token();
        new Asked(put(second, second.password(), other)).expect(202);
        String next = MAILS.await(other, 2).token();
        Browser of = new Browser();
        HttpAnswer page = browser.get(PAGE + first);
        HttpAnswer pageOfSecond = of.get(PAGE + next);

        List<Integer> statuses =
                Parallel.all(
                        List.of(
                                () -> browser.submit(page).status(),
                                () -> of.submit(pageOfSecond).status()));

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
    }

    /** With somebody's address an account can be made, but their mailbox not be filled by it. */
    @Test
    void changeWhenRepeatedThenTheOldMailboxIsNotFilled() {
        List<Integer> statuses =
                IntStream.range(0, 6).mapToObj(i -> change(i + other).answer().status()).toList();

        assertThat(statuses).containsExactly(202, 202, 429, 429, 429, 429);
    }

    private static void register(String address) {
        var answer =
                Gate.anonymous()
                        .post(
                                "/authentication/registration",
                                Person.body(
                                        "p-" + UUID.randomUUID(), address, "a long enough one"));
        assertThat(answer.status()).isEqualTo(201);
    }

    private Asked change(String address) {
        return change(person.password(), address);
    }

    private Asked change(String password, String address) {
        return new Asked(put(person, password, address));
    }

    private static HttpAnswer put(Person person, String password, String address) {
        Http gate = person.gate();
        return gate.put(
                EMAIL,
                """
                {"currentPassword": "%s", "email": "%s"}
                """
                        .formatted(password, address));
    }

    private record Asked(HttpAnswer answer) {
        void expect(int status) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }
    }

    private HttpAnswer account() {
        return Gate.admin().get("/admin/users/" + person.id());
    }

    private boolean isVerified() {
        return account().json().path("emailVerified").asBoolean();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.guessing.Attempts;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.PasswordCheck;
import io.gatehouse.idp.password.Passwords;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to an account while the hash of its password is being computed. */
@ExtendWith(IdpServer.class)
class SignInIT {
    private static final Source SOURCE = new Source("192.0.2.1", Optional.empty());

    private final Person person = Person.register();

    @Test
    void signInWhenDisabledWhileHashingThenRefusedAndNoSessionOpens() {
        SignIn signIn =
                after(() ->
                        Gate.admin()
                                .put(
                                        "/admin/users/" + person.id() + "/enabled",
                                        "{\"enabled\": false}"));

        assertRefused(signIn);
    }

    @Test
    void signInWhenPasswordChangedWhileHashingThenRefusedAndNoSessionOpens() {
        String change =
                """
                {"currentPassword": "%s", "newPassword": "another %s"}
                """
                        .formatted(person.password(), person.password());
        SignIn signIn = after(() -> person.gate().put("/accounts/me/password", change));

        assertRefused(signIn);
    }

    @Test
    void signInWhenNothingHappensWhileHashingThenASessionOpens() {
        after(() -> person.gate().get("/accounts/me"))
                .signIn(person.username(), person.password(), Optional.empty(), SOURCE);

        assertThat(sessions()).isOne();
    }

    private void assertRefused(SignIn signIn) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        signIn.signIn(
                                person.username(), person.password(), Optional.empty(), SOURCE))
                .satisfies(problem ->
                        assertThat(problem.code()).isEqualTo(ProblemCode.CREDENTIALS_INVALID));
        assertThat(sessions()).isZero();
    }

    private long sessions() {
        return Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id());
    }

    /** A sign-in during which something happens, after the password was found right. */
    private static SignIn after(Event event) {
        AccountRepository accounts = bean(AccountRepository.class);
        Transactions transactions = bean(Transactions.class);
        PasswordCheck check =
                new PasswordCheck(
                        accounts,
                        bean(Passwords.class),
                        bean(Attempts.class),
                        bean(Trail.class),
                        transactions) {
                    @Override
                    public Optional<StoredAccount> check(
                            String username, String password, Source source) {
                        Optional<StoredAccount> found = super.check(username, password, source);
                        assertThat(found).isPresent();
                        HttpAnswer answer = event.happens();
                        assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
                        return found;
                    }
                };
        return new SignIn(
                check,
                bean(CodeCheck.class),
                accounts,
                bean(Sessions.class),
                bean(Trail.class),
                transactions);
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    @FunctionalInterface
    private interface Event {
        HttpAnswer happens();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpConfig.Cost;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.guessing.Attempts;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.login.SignIn;
import io.gatehouse.idp.registration.RegisterAccount;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.verification.VerificationMails;
import jakarta.enterprise.inject.spi.CDI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many hashes a request costs: as many for an account that does not exist as for one that does,
 * so that time tells nobody which accounts there are.
 */
@ExtendWith(IdpServer.class)
class HashCostIT {

    private static final Cost COST = new Cost(64, 1, 1);
    private static final Source SOURCE = new Source("192.0.2.1", Optional.empty());

    private final CountingHasher hasher = new CountingHasher();
    private final Passwords passwords =
            new Passwords(new IdpConfig.Passwords(COST, 1, 4), hasher, new SecureRandom());
    private final AccountRepository accounts = bean(AccountRepository.class);
    private final Transactions transactions = bean(Transactions.class);
    private final PasswordCheck check =
            new PasswordCheck(
                    accounts, passwords, bean(Attempts.class), bean(Trail.class), transactions);
    private final Person person = Person.register();

    @AfterEach
    void close() {
        passwords.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "right, NAME, PASSWORD, true",
        "wrong password, NAME, another password, false",
        "unknown account, nobody-has-this-name, PASSWORD, false",
        "no possible name, ÄÖÜ ../, PASSWORD, false",
        "empty name, '', PASSWORD, false",
        "oversize name, LONG, PASSWORD, false",
        "disabled account, DISABLED, PASSWORD, false",
        "empty password, NAME, '', false",
        "empty password of nobody, nobody-has-this-name, '', false",
        "short password, NAME, x, false",
        "oversize password, NAME, LONG, false",
        "oversize password of nobody, nobody-has-this-name, LONG, false",
    })
    void signInWhenWhateverIsAskedThenOneHash(
            String why, String username, String password, boolean signsIn) {
        var signIn =
                new SignIn(
                        check,
                        bean(CodeCheck.class),
                        accounts,
                        bean(Sessions.class),
                        bean(Trail.class),
                        transactions);
        disable(username.equals("DISABLED"));

        boolean passed =
                succeeds(() ->
                        signIn.signIn(fill(username), fill(password), Optional.empty(), SOURCE));

        assertThat(passed).as(why).isEqualTo(signsIn);
        assertThat(hasher.hashes()).as(why).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both free, FREE, FREE, true",
        "name taken, NAME, FREE, false",
        "e-mail taken, FREE, EMAIL, false",
        "both taken, NAME, EMAIL, false",
    })
    void registerWhenNamesAreTakenOrFreeThenOneHash(
            String why, String username, String email, boolean registers) {
        var registration =
                new RegisterAccount(
                        accounts,
                        new PasswordRules(),
                        passwords,
                        CDI.current().select(VerificationMails.class).get(),
                        transactions,
                        Clock.systemUTC());
        var wish =
                new RegisterAccount.Wish(
                        fill(username),
                        email.equals("EMAIL") ? person.email() : fill("FREE") + "@example.org",
                        "a long enough one",
                        Roles.CUSTOMER);

        boolean passed = succeeds(() -> registration.register(wish, Locale.ENGLISH));

        assertThat(passed).as(why).isEqualTo(registers);
        assertThat(hasher.hashes()).as(why).isOne();
    }

    /** The old password is always checked first; only what may be stored costs a second hash. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "right, NAME, PASSWORD, an entirely new one, 2",
        "wrong current one, NAME, another password, an entirely new one, 1",
        "empty current one, NAME, '', an entirely new one, 1",
        "oversize current one, NAME, LONG, an entirely new one, 1",
        "the same again, NAME, PASSWORD, PASSWORD, 1",
        "a common one, NAME, PASSWORD, password1, 1",
        "unknown account, NOBODY, PASSWORD, an entirely new one, 1",
        "disabled account, DISABLED, PASSWORD, an entirely new one, 1",
    })
    void changePasswordWhenWhateverIsAskedThenTheOldOneIsHashed(
            String why, String who, String current, String wanted, int hashes) {
        var change = new NewPassword(new PasswordRules(), passwords);
        disable(who.equals("DISABLED"));
        UUID id = who.equals("NOBODY") ? UUID.randomUUID() : person.id();

        boolean passed =
                succeeds(() -> {
                    Account account =
                            check.check(id, fill(current), SOURCE)
                                    .map(StoredAccount::account)
                                    .orElseThrow(() ->
                                            new ProblemException(ProblemCode.RULE_BROKEN, why));
                    change.hash(account, fill(current), fill(wanted));
                });

        assertThat(passed).as(why).isEqualTo(hashes == 2);
        assertThat(hasher.hashes()).as(why).isEqualTo(hashes);
    }

    private void disable(boolean wanted) {
        if (wanted) {
            Gate.admin().put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");
        }
    }

    private String fill(String text) {
        return switch (text) {
            case "NAME", "DISABLED" -> person.username();
            case "PASSWORD" -> person.password();
            case "FREE" -> "p-" + UUID.randomUUID();
            case "LONG" -> "x".repeat(5000);
            default -> text;
        };
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    private static final class CountingHasher implements PasswordHasher {
        private final Argon2 argon2 = new Argon2(COST, new SecureRandom());
        private final AtomicInteger hashes = new AtomicInteger();

        private int hashes() {
            return hashes.get();
        }

        @Override
        public PasswordHash hash(String password) {
            hashes.incrementAndGet();
            return argon2.hash(password);
        }

        @Override
        public boolean matches(String password, PasswordHash hash) {
            hashes.incrementAndGet();
            return argon2.matches(password, hash);
        }

        @Override
        public boolean outdated(PasswordHash hash) {
            return argon2.outdated(hash);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.registration;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.NewAccount;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.account.Username;
import io.gatehouse.idp.password.PasswordRule;
import io.gatehouse.idp.password.PasswordRules;
import io.gatehouse.idp.password.Passwords;
import io.gatehouse.idp.verification.VerificationMails;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Creates accounts, at the cost of one hash whether or not the names are still free. */
@ApplicationScoped
public class RegisterAccount {

    private final AccountRepository accounts;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final VerificationMails mails;
    private final Transactions transactions;
    private final Clock clock;

    /** The input for a new account, not yet checked. */
    public record Wish(String username, String email, String password, Roles roles) {

        /** Omits the password and the e-mail address. */
        @Override
        public String toString() {
            return "Wish[" + username + "]";
        }
    }

    /** The input for a new account that keeps all rules. */
    record Checked(Username username, EmailAddress email, String password, Roles roles) {

        @Override
        public String toString() {
            return "Checked[" + username + "]";
        }
    }

    @Inject
    public RegisterAccount(
            AccountRepository accounts,
            PasswordRules rules,
            Passwords passwords,
            VerificationMails mails,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.passwords = passwords;
        this.mails = mails;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Creates an account, and sends a link to verify its address. The problem for a taken name does
     * not reveal which of the two is taken.
     *
     * @param language of the mail
     * @throws ProblemException {@code rule_broken} or {@code account_exists}
     */
    public Account register(Wish wish, Locale language) {
        return create(check(wish), Optional.of(language))
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.ACCOUNT_EXISTS,
                                "The user name or the e-mail is taken."));
    }

    /**
     * Creates an account; empty when a name is taken.
     *
     * @param language of the mail; without one, none is sent
     */
    Optional<Account> create(Checked wish, Optional<Locale> language) {
        String hash = passwords.hash(wish.password());
        NewAccount account =
                new NewAccount(
                        UUID.randomUUID(),
                        wish.username(),
                        wish.email(),
                        wish.roles(),
                        clock.instant());
        boolean created =
                transactions.run(session -> {
                    boolean inserted = accounts.insert(session, account, hash);
                    if (inserted) {
                        language.ifPresent(tag -> mails.welcome(session, account, tag));
                    }
                    return inserted;
                });
        return created ? Optional.of(account.account()) : Optional.empty();
    }

    Checked check(Wish wish) {
        Optional<Username> username = Username.parse(wish.username());
        Optional<EmailAddress> email = EmailAddress.parse(wish.email());
        Optional<PasswordRule> password =
                rules.broken(
                        wish.password(),
                        username.orElse(new Username("")),
                        email.orElse(new EmailAddress("@")));
        if (username.isPresent() && email.isPresent() && password.isEmpty()) {
            return new Checked(username.get(), email.get(), wish.password(), wish.roles());
        }
        ProblemException problem =
                new ProblemException(ProblemCode.RULE_BROKEN, "The account breaks a rule.");
        if (username.isEmpty()) {
            problem.withError("username", Username.RULE);
        }
        if (email.isEmpty()) {
            problem.withError("email", EmailAddress.RULE);
        }
        password.ifPresent(rule -> problem.withError("password", rule.text()));
        throw problem;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.account.Username;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/** Checks a password against an account, always with exactly one read and one hash. */
@ApplicationScoped
public class PasswordCheck {

    private static final Logger LOG = System.getLogger(PasswordCheck.class.getName());

    /** Stands for an invalid user name, so that it costs a read as well; matches no account. */
    private static final String NOBODY = "";

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Transactions transactions;

    @Inject
    public PasswordCheck(
            AccountRepository accounts, Passwords passwords, Transactions transactions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.transactions = transactions;
    }

    /** The account, if it exists, is enabled and has this password. */
    public Optional<StoredAccount> check(String username, String password) {
        String name = Username.parse(username).map(Username::text).orElse(NOBODY);
        return verify(transactions.read(session -> accounts.byUsername(session, name)), password);
    }

    /** The account with this id, if it exists, is enabled and has this password. */
    public Optional<StoredAccount> check(UUID id, String password) {
        return verify(transactions.read(session -> accounts.byId(session, id)), password);
    }

    private Optional<StoredAccount> verify(Optional<StoredAccount> found, String password) {
        Passwords.Verdict verdict =
                passwords.verify(password, found.map(StoredAccount::passwordHash));
        if (verdict.correct() && verdict.outdated()) {
            // Outside the request: a second hash in it would reveal whose hash is old.
            found.ifPresent(account -> Thread.ofVirtual().start(() -> rehash(account, password)));
        }
        return found.filter(account -> verdict.correct() && account.account().enabled());
    }

    private void rehash(StoredAccount account, String password) {
        try {
            String hash = passwords.hash(password);
            transactions.run(session -> {
                accounts.rehash(session, account, hash);
                return account;
            });
        } catch (ProblemException e) {
            // The pool is busy or the database is down: the next sign-in tries again.
            LOG.log(Level.DEBUG, "a password hash was not renewed: {0}", e.code());
        }
    }
}

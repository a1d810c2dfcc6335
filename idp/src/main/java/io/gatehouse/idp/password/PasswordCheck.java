// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.account.Username;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.guessing.Attempts;
import io.gatehouse.idp.guessing.Counted;
import io.gatehouse.idp.guessing.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** Checks a password against an account, always with one count, one read and one hash. */
@ApplicationScoped
public class PasswordCheck {

    private static final Logger LOG = System.getLogger(PasswordCheck.class.getName());

    /** Stands for an invalid user name, so that it costs a read as well; matches no account. */
    private static final String NOBODY = "";

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Trail trail;
    private final Transactions transactions;

    /** An attempt that was counted, and the account that it is for, if there is one. */
    private record Counting(Counted counted, Optional<StoredAccount> account) {}

    /** The account, whether it was proved, and whether its hash should be a new one. */
    private record Checked(Optional<StoredAccount> account, boolean proved, boolean outdated) {}

    @Inject
    public PasswordCheck(
            AccountRepository accounts,
            Passwords passwords,
            Attempts attempts,
            Trail trail,
            Transactions transactions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.trail = trail;
        this.transactions = transactions;
    }

    /**
     * The account, if it exists, is enabled and has this password.
     *
     * @throws ProblemException {@code too_many_requests} when too many passwords were tried
     */
    public Optional<StoredAccount> check(String username, String password, Source source) {
        Optional<String> name = Username.parse(username).map(Username::text);
        return verify(
                database ->
                        new Counting(
                                attempts.count(database, name.orElse(username), source),
                                accounts.byUsername(database, name.orElse(NOBODY))),
                password);
    }

    /**
     * The account with this id, if it exists, is enabled and has this password.
     *
     * @throws ProblemException {@code too_many_requests} when too many passwords were tried
     */
    public Optional<StoredAccount> check(UUID id, String password, Source source) {
        return verify(
                database ->
                        new Counting(
                                attempts.count(database, id.toString(), source),
                                accounts.byId(database, id)),
                password);
    }

    private Optional<StoredAccount> verify(
            Function<StatelessSession, Counting> counting, String password) {
        Checked checked = passwords.inTurn(() -> check(counting, password));
        if (!checked.proved()) {
            record(checked.account());
            return Optional.empty();
        }
        if (checked.outdated()) {
            // Outside the request: a second hash in it would reveal whose hash is old.
            checked.account().ifPresent(it -> Thread.ofVirtual().start(() -> rehash(it, password)));
        }
        return checked.account();
    }

    // Counted and given back within its turn: no more attempts are out at once than hashes are
    // computed, and so of many good sign-ins at once none is refused.
    private Checked check(Function<StatelessSession, Counting> counting, String password) {
        Counting attempt = transactions.runIdempotent(counting);
        Passwords.Verdict verdict =
                passwords.match(password, attempt.account().map(StoredAccount::passwordHash));
        boolean proved =
                attempt.account()
                        .filter(it -> verdict.correct() && it.account().enabled())
                        .isPresent();
        if (proved) {
            transactions.run(database -> {
                attempts.giveBack(database, attempt.counted());
                return attempt;
            });
        }
        return new Checked(attempt.account(), proved, verdict.outdated());
    }

    // One statement whether there is such an account or not, as a right password has one as well.
    private void record(Optional<StoredAccount> account) {
        AuditEvent event =
                AuditEvent.refused(EventKind.SIGN_IN, account.map(it -> it.account().id()));
        transactions.run(database -> {
            trail.append(database, event);
            return event;
        });
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.LastAdmin;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.PasswordCheck;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Deletes the caller's account with all that idp knows of it, and ends its sessions. What others
 * have of it, such as orders, keeps the id, which names nobody any more; so do the events of the
 * audit trail.
 */
@ApplicationScoped
class DeleteAccount {

    private final PasswordCheck check;
    private final AccountRepository accounts;
    private final LastAdmin lastAdmin;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    @Inject
    DeleteAccount(
            PasswordCheck check,
            AccountRepository accounts,
            LastAdmin lastAdmin,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.check = check;
        this.accounts = accounts;
        this.lastAdmin = lastAdmin;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    /**
     * Deletes the account.
     *
     * @throws ProblemException {@code rule_broken} for a wrong password, or of the last
     *     administrator; {@code too_many_requests} when too many passwords were tried
     */
    void delete(UUID id, String password, Source source) {
        StoredAccount checked = check.check(id, password, source).orElseThrow(DeleteAccount::wrong);
        transactions.run(database -> delete(database, checked));
        notifier.announce(RevocationKind.SUB);
    }

    private Account delete(StatelessSession database, StoredAccount checked) {
        // During hashing, the password may have been changed.
        Account account =
                accounts.byId(database, checked.account().id())
                        .filter(now -> now.passwordVersion() == checked.passwordVersion())
                        .map(StoredAccount::account)
                        .orElseThrow(DeleteAccount::wrong);
        lastAdmin.keep(database, account, "account");
        Account signedOut = cutoff.signOutEverywhere(database, account);
        accounts.delete(database, signedOut.id());
        return signedOut;
    }

    private static ProblemException wrong() {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The account cannot be deleted.")
                .withError("password", "is not the current password");
    }
}

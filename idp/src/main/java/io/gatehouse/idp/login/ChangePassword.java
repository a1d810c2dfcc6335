// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.NewPassword;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Changes the password of the caller. All sessions end, this one included: the reason for a change
 * may be that somebody else has the old password.
 */
@ApplicationScoped
class ChangePassword {

    private final NewPassword passwords;
    private final AccountRepository accounts;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    @Inject
    ChangePassword(
            NewPassword passwords,
            AccountRepository accounts,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    void change(UUID id, String current, String wanted, Source source) {
        NewPassword.Accepted accepted = passwords.accept(id, current, wanted, source);
        transactions.run(database -> store(database, accepted));
        notifier.announce(RevocationKind.SUB);
    }

    private StoredAccount store(StatelessSession database, NewPassword.Accepted accepted) {
        // Reads again: during hashing, roles or the password itself may have been changed.
        StoredAccount now =
                accounts.byId(database, accepted.account().account().id())
                        .filter(account ->
                                account.passwordVersion() == accepted.account().passwordVersion())
                        .orElseThrow(NewPassword::wrong);
        StoredAccount changed =
                new StoredAccount(
                        cutoff.signOutEverywhere(database, now.account()),
                        accepted.hash(),
                        now.passwordVersion());
        if (!accounts.changePassword(database, changed, accepted.hash())) {
            throw new ProblemException(
                            ProblemCode.UNAVAILABLE, "The account is being changed; try again.")
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        return changed;
    }
}

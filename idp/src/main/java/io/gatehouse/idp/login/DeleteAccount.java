// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.LastAdmin;
import io.gatehouse.idp.factor.OwnerCheck;
import io.gatehouse.idp.factor.OwnerProof;
import io.gatehouse.idp.guessing.Source;
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

    private final OwnerCheck owners;
    private final AccountRepository accounts;
    private final LastAdmin lastAdmin;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;

    @Inject
    DeleteAccount(
            OwnerCheck owners,
            AccountRepository accounts,
            LastAdmin lastAdmin,
            TokenCutoff cutoff,
            RevocationNotifier notifier) {
        this.owners = owners;
        this.accounts = accounts;
        this.lastAdmin = lastAdmin;
        this.cutoff = cutoff;
        this.notifier = notifier;
    }

    /**
     * Deletes the account.
     *
     * @throws ProblemException {@code rule_broken} of the last administrator; else as {@link
     *     OwnerCheck#ifProved}
     */
    void delete(UUID id, OwnerProof proof, Source source) {
        owners.ifProved(id, proof, source, (database, owner) -> delete(database, owner.account()));
        notifier.announce(RevocationKind.SUB);
    }

    private Account delete(StatelessSession database, Account account) {
        lastAdmin.keep(database, account, "account");
        Account signedOut = cutoff.signOutEverywhere(database, account);
        accounts.delete(database, signedOut.id());
        return signedOut;
    }
}

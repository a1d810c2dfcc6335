// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.factor.OwnerCheck;
import io.gatehouse.idp.factor.OwnerProof;
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

    private final OwnerCheck owners;
    private final NewPassword passwords;
    private final AccountRepository accounts;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;

    @Inject
    ChangePassword(
            OwnerCheck owners,
            NewPassword passwords,
            AccountRepository accounts,
            TokenCutoff cutoff,
            RevocationNotifier notifier) {
        this.owners = owners;
        this.passwords = passwords;
        this.accounts = accounts;
        this.cutoff = cutoff;
        this.notifier = notifier;
    }

    void change(UUID id, OwnerProof proof, String wanted, Source source) {
        StoredAccount checked = owners.checked(id, proof, source);
        String hash = passwords.hash(checked.account(), proof.password(), wanted);
        owners.ifProved(checked, proof, source, (database, owner) -> store(database, owner, hash));
        notifier.announce(RevocationKind.SUB);
    }

    private StoredAccount store(StatelessSession database, StoredAccount owner, String hash) {
        StoredAccount changed =
                new StoredAccount(
                        cutoff.signOutEverywhere(database, owner.account()),
                        hash,
                        owner.passwordVersion());
        if (!accounts.changePassword(database, changed, hash)) {
            throw new ProblemException(
                            ProblemCode.UNAVAILABLE, "The account is being changed; try again.")
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        return changed;
    }
}

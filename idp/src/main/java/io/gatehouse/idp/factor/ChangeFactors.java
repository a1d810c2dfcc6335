// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Shows and changes the second factors of accounts. Whenever an account gets one or loses one all
 * its sessions end, so that those there are have proved what the account demands.
 */
@ApplicationScoped
public class ChangeFactors {

    private final OwnerCheck owners;
    private final AccountRepository accounts;
    private final FactorRepository factors;
    private final RecoveryCodes recovery;
    private final RecoveryCodeRepository recoveryCodes;
    private final Trail trail;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    /**
     * The factors of an account.
     *
     * @param recoveryCodes how many are left
     */
    public record Held(List<FactorView> factors, long recoveryCodes) {
        public Held {
            factors = List.copyOf(factors);
        }
    }

    @Inject
    ChangeFactors(
            OwnerCheck owners,
            AccountRepository accounts,
            FactorRepository factors,
            RecoveryCodes recovery,
            RecoveryCodeRepository recoveryCodes,
            Trail trail,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.owners = owners;
        this.accounts = accounts;
        this.factors = factors;
        this.recovery = recovery;
        this.recoveryCodes = recoveryCodes;
        this.trail = trail;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    public Held held(UUID account) {
        return transactions.read(database ->
                new Held(
                        factors.enrolled(database, account).stream().map(FactorView::of).toList(),
                        recoveryCodes.count(database, account)));
    }

    /**
     * Gives the account new recovery codes; the old ones are worthless.
     *
     * @throws ProblemException {@code not_found} when the account has no factor; else as {@link
     *     OwnerCheck#ifProved}
     */
    public List<String> renewCodes(UUID account, OwnerProof proof, Source source) {
        return owners.ifProved(
                account,
                proof,
                source,
                (database, owner) -> {
                    if (!owner.account().secondFactor()) {
                        throw nothing();
                    }
                    trail.append(
                            database, AuditEvent.of(EventKind.RECOVERY_CODES_RENEWED, account));
                    return renewCodes(database, account);
                });
    }

    /** The same in the caller's transaction. */
    List<String> renewCodes(StatelessSession database, UUID account) {
        List<String> codes = recovery.make();
        recoveryCodes.deleteAll(database, account);
        recoveryCodes.insert(
                database,
                account,
                codes.stream()
                        .map(code -> recovery.hash(account, code))
                        .flatMap(Optional::stream)
                        .toList());
        return codes;
    }

    /**
     * Removes a factor, and with the last one the recovery codes.
     *
     * @throws ProblemException {@code not_found} when the account has none of this kind; else as
     *     {@link OwnerCheck#ifProved}
     */
    public void remove(UUID account, FactorKind kind, OwnerProof proof, Source source) {
        owners.ifProved(
                account,
                proof,
                source,
                (database, _) -> {
                    if (!factors.delete(database, account, kind)) {
                        throw nothing();
                    }
                    if (factors.enrolled(database, account).isEmpty()) {
                        recoveryCodes.deleteAll(database, account);
                    }
                    return signOut(
                            database,
                            account,
                            AuditEvent.of(EventKind.FACTOR_REMOVED, account)
                                    .with("factor", kind.text()));
                });
        announce();
    }

    /**
     * Removes all factors of an account, for an administrator; an account without one stays as it
     * is.
     *
     * @throws ProblemException {@code not_found} when there is no such account
     */
    public void removeAll(UUID account) {
        // Announced in any case: a second run, after a COMMIT without an answer, finds nothing.
        transactions.runIdempotent(database -> removeAll(database, account));
        announce();
    }

    private Account removeAll(StatelessSession database, UUID id) {
        Account account = accounts.demand(database, id).account();
        forget(database, id);
        if (account.secondFactor()) {
            signOut(database, id, AuditEvent.of(EventKind.FACTOR_REMOVED, id));
        }
        return account;
    }

    /**
     * Removes the factors of an account and its recovery codes, in the caller's transaction, which
     * ends its sessions as well.
     *
     * @return whether there were any
     */
    public boolean forget(StatelessSession database, UUID account) {
        recoveryCodes.deleteAll(database, account);
        return factors.deleteAll(database, account);
    }

    /**
     * Ends all sessions of an account, in the caller's transaction; to be announced afterwards.
     *
     * @param event which is the reason
     */
    Account signOut(StatelessSession database, UUID id, AuditEvent event) {
        Account account =
                cutoff.signOutEverywhere(database, accounts.demand(database, id).account());
        accounts.update(database, account, event);
        return account;
    }

    /** Announces the end of sessions; to be called after the commit. */
    void announce() {
        notifier.announce(RevocationKind.SUB);
    }

    private static ProblemException nothing() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "The account has no such second factor.");
    }
}

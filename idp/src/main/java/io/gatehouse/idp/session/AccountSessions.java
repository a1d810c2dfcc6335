// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** Lists and ends the sessions of an account; the gate refuses the tokens of an ended one. */
@ApplicationScoped
class AccountSessions {

    /** Sessions of one transaction, each of which writes to the deny list. */
    private static final int BATCH = 100;

    private final OpenSessionRepository sessions;
    private final AccountRepository accounts;
    private final EndSession ending;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    AccountSessions(
            OpenSessionRepository sessions,
            AccountRepository accounts,
            EndSession ending,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.ending = ending;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A page of an account's sessions.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    Page<OpenSession> page(
            UUID account, Optional<UUID> current, MultivaluedMap<String, String> parameters) {
        PageQuery query = PageQuery.of(parameters);
        return Page.of(
                transactions.read(database ->
                        sessions.page(database, account, current, query, clock.instant())),
                query,
                OpenSession::place,
                Function.identity());
    }

    /**
     * Ends a session; with that of a browser end those of the clients that began in it.
     *
     * @throws ProblemException {@code not_found} when the account has no such session
     */
    void end(UUID account, UUID id) {
        OpenSessionRepository.Owned found =
                transactions
                        .read(database -> sessions.find(database, id))
                        .filter(it -> it.account().equals(account))
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "There is no such session."));
        transactions.runIdempotent(database -> {
            if (found.browser()) {
                ending.endBrowser(database, id);
            } else {
                ending.endOpen(database, id);
            }
            return found;
        });
        ending.announce();
    }

    /**
     * Ends all sessions but one, and the browser's in which that began; the same again does
     * nothing.
     */
    void endOthers(UUID account, UUID kept) {
        endAll(database -> endBrowsers(database, account, kept));
        endAll(database -> endClients(database, account, kept));
    }

    /** Ends batches until one is not full. */
    private void endAll(Function<StatelessSession, Integer> batch) {
        int ended = BATCH;
        while (ended == BATCH) {
            ended = transactions.runIdempotent(batch);
            ending.announce();
        }
    }

    /**
     * Signs an account out everywhere, whatever it has begun elsewhere.
     *
     * @throws ProblemException {@code not_found} when there is no such account
     */
    void endAll(UUID account) {
        transactions.runIdempotent(database -> {
            Account signedOut =
                    cutoff.signOutEverywhere(
                            database, accounts.demand(database, account).account());
            accounts.update(database, signedOut, AuditEvent.of(EventKind.SIGN_OUT, account));
            return signedOut;
        });
        notifier.announce(RevocationKind.SUB);
    }

    /**
     * Refuses an account that is not there.
     *
     * @throws ProblemException {@code not_found}
     */
    void demandAccount(UUID account) {
        transactions.read(database -> accounts.demand(database, account));
    }

    private int endBrowsers(StatelessSession database, UUID account, UUID kept) {
        List<UUID> others = sessions.otherBrowsers(database, account, kept, BATCH);
        others.forEach(id -> ending.endBrowser(database, id));
        return others.size();
    }

    private int endClients(StatelessSession database, UUID account, UUID kept) {
        List<UUID> others = sessions.others(database, account, kept, BATCH);
        others.forEach(id -> ending.endOpen(database, id));
        return others.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/**
 * Lists and revokes the API keys of an account; a revoked one stops working at the gate at once.
 */
@ApplicationScoped
public class AccountKeys {

    private static final Logger LOG = System.getLogger(AccountKeys.class.getName());

    private final ApiKeyRepository keys;
    private final AccountRepository accounts;
    private final Revocations revocations;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    @Inject
    AccountKeys(
            ApiKeyRepository keys,
            AccountRepository accounts,
            Revocations revocations,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.keys = keys;
        this.accounts = accounts;
        this.revocations = revocations;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    /**
     * A page of an account's keys.
     *
     * @throws ProblemException {@code not_found} when there is no such account, {@code
     *     invalid_parameter} naming the parameter at fault
     */
    Page<KeyInfo> page(UUID account, MultivaluedMap<String, String> parameters) {
        PageQuery query = PageQuery.of(parameters);
        return Page.of(
                transactions.read(database -> page(database, account, query)),
                query,
                KeyInfo::place,
                Function.identity());
    }

    private List<KeyInfo> page(StatelessSession database, UUID account, PageQuery query) {
        accounts.demand(database, account);
        return keys.page(database, account, query);
    }

    /**
     * Revokes all keys of an account, in the caller's transaction; to be announced after the
     * commit, by whoever ends its sessions as well.
     */
    public void revokeAll(StatelessSession database, UUID account) {
        for (UUID id : keys.ids(database, account)) {
            keys.delete(database, account, id);
            revocations.denySession(database, id);
        }
    }

    /**
     * Revokes a key: it is exchanged no more, and its tokens are denied.
     *
     * @throws ProblemException {@code not_found} when the account has no such key
     */
    void revoke(UUID account, UUID id) {
        boolean revoked =
                transactions.run(database -> {
                    boolean there = keys.delete(database, account, id);
                    if (there) {
                        revocations.denySession(database, id);
                    }
                    return there;
                });
        if (!revoked) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such key.");
        }
        notifier.announce(RevocationKind.SID);
        LOG.log(Level.INFO, "API key {0} of account {1} revoked", id, account);
    }
}

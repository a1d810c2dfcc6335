// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.admin;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountQuery;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Changes accounts for administrators; a removed right stops working at the gate at once. */
@ApplicationScoped
class AdministerAccounts {

    private final AccountRepository accounts;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    private record Change(Account account, boolean denied) {}

    @Inject
    AdministerAccounts(
            AccountRepository accounts,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.accounts = accounts;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    List<Account> page(AccountQuery query) {
        return transactions.read(session -> accounts.page(session, query));
    }

    Account account(UUID id) {
        return transactions.read(session -> find(session, id));
    }

    /** Sets the roles. Sessions continue: their next refresh returns a token with the new roles. */
    Account setRoles(UUID id, Roles roles) {
        return announce(transactions.runIdempotent(session -> setRoles(session, id, roles)));
    }

    private Change setRoles(StatelessSession session, UUID id, Roles roles) {
        Account account = find(session, id);
        if (account.roles().equals(roles)) {
            return new Change(account, false);
        }
        if (!roles.contains(Role.ADMIN)) {
            keepOneAdmin(session, account, "roles");
        }
        Account cut = cutoff.denyTokens(session, account);
        Account changed = with(cut, roles, cut.enabled());
        accounts.update(session, changed);
        return new Change(changed, true);
    }

    /** Enables or disables an account. Disabling ends all its sessions; enabling restores none. */
    Account setEnabled(UUID id, boolean enabled) {
        return announce(transactions.runIdempotent(session -> setEnabled(session, id, enabled)));
    }

    private Change setEnabled(StatelessSession session, UUID id, boolean enabled) {
        Account account = find(session, id);
        if (account.enabled() == enabled) {
            return new Change(account, false);
        }
        if (!enabled) {
            keepOneAdmin(session, account, "enabled");
        }
        Account cut = cutoff.signOutEverywhere(session, account);
        Account changed = with(cut, cut.roles(), enabled);
        accounts.update(session, changed);
        return new Change(changed, true);
    }

    private void keepOneAdmin(StatelessSession session, Account account, String field) {
        boolean administers = account.enabled() && account.roles().contains(Role.ADMIN);
        if (administers && !accounts.hasOtherAdmin(session, account.id())) {
            throw new ProblemException(
                            ProblemCode.RULE_BROKEN, "Gatehouse would be left without an admin.")
                    .withError(field, "the last admin must stay one");
        }
    }

    private Account find(StatelessSession session, UUID id) {
        return accounts.byId(session, id)
                .map(StoredAccount::account)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private Account announce(Change change) {
        if (change.denied()) {
            notifier.announce(RevocationKind.SUB);
        }
        return change.account();
    }

    private static Account with(Account account, Roles roles, boolean enabled) {
        return new Account(
                account.id(),
                account.username(),
                account.email(),
                roles,
                enabled,
                account.notBefore(),
                account.secondFactor(),
                account.createdAt(),
                account.updatedAt());
    }
}

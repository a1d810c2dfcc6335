// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.admin;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountQuery;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.LastAdmin;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.account.Roles;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
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
    private final LastAdmin lastAdmin;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    private record Change(Account account, boolean denied) {}

    @Inject
    AdministerAccounts(
            AccountRepository accounts,
            LastAdmin lastAdmin,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.accounts = accounts;
        this.lastAdmin = lastAdmin;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    List<Account> page(AccountQuery query) {
        return transactions.read(session -> accounts.page(session, query));
    }

    Account account(UUID id) {
        return transactions.read(session -> accounts.demand(session, id).account());
    }

    /** Sets the roles. Sessions continue: their next refresh returns a token with the new roles. */
    Account setRoles(UUID id, Roles roles) {
        return announce(transactions.runIdempotent(session -> setRoles(session, id, roles)));
    }

    private Change setRoles(StatelessSession session, UUID id, Roles roles) {
        Account account = accounts.demand(session, id).account();
        if (account.roles().equals(roles)) {
            return new Change(account, false);
        }
        if (!roles.contains(Role.ADMIN)) {
            lastAdmin.keep(session, account, "roles");
        }
        Account cut = cutoff.denyTokens(session, account);
        Account changed = with(cut, roles, cut.enabled());
        AuditEvent event =
                AuditEvent.of(EventKind.ROLES_CHANGED, id)
                        .with("roles_before", account.roles().text())
                        .with(EventKind.ROLES, roles.text());
        accounts.update(session, changed, event);
        return new Change(changed, true);
    }

    /** Enables or disables an account. Disabling ends all its sessions; enabling restores none. */
    Account setEnabled(UUID id, boolean enabled) {
        return announce(transactions.runIdempotent(session -> setEnabled(session, id, enabled)));
    }

    private Change setEnabled(StatelessSession session, UUID id, boolean enabled) {
        Account account = accounts.demand(session, id).account();
        if (account.enabled() == enabled) {
            return new Change(account, false);
        }
        if (!enabled) {
            lastAdmin.keep(session, account, "enabled");
        }
        Account cut = cutoff.signOutEverywhere(session, account);
        Account changed = with(cut, cut.roles(), enabled);
        EventKind kind = enabled ? EventKind.ACCOUNT_ENABLED : EventKind.ACCOUNT_DISABLED;
        accounts.update(session, changed, AuditEvent.of(kind, id));
        return new Change(changed, true);
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
                account.emailVerified(),
                roles,
                enabled,
                account.notBefore(),
                account.secondFactor(),
                account.createdAt(),
                account.updatedAt());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.PersonalData;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.AccountView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Gives out all that this service knows of a person, as of one moment. */
@ApplicationScoped
class ExportAccount {

    private final AccountRepository accounts;
    private final Instance<PersonalData> parts;
    private final Transactions transactions;

    @Inject
    ExportAccount(
            AccountRepository accounts,
            @Any Instance<PersonalData> parts,
            Transactions transactions) {
        this.accounts = accounts;
        this.parts = parts;
        this.transactions = transactions;
    }

    /**
     * The account, and each part by its name.
     *
     * @throws ProblemException {@code not_found}
     */
    Map<String, Object> export(UUID id) {
        return transactions.read(database -> export(database, id));
    }

    private Map<String, Object> export(StatelessSession database, UUID id) {
        Map<String, Object> all = new TreeMap<>();
        all.put("account", AccountView.of(accounts.demand(database, id).account()));
        parts.forEach(part -> all.put(part.name(), part.of(database, id)));
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.RoleCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The accounts that must exist, for instance the first administrator: created once when they are
 * missing, never changed afterwards, so that a changed password or role survives a restart.
 */
@ApplicationScoped
public class AccountsFile {

    private static final Logger LOG = System.getLogger(AccountsFile.class.getName());

    private final List<RegisterAccount.Checked> wanted;
    private final AccountRepository accounts;
    private final RoleCatalogue roles;
    private final RegisterAccount registration;
    private final Transactions transactions;
    private volatile boolean applied;

    private record Entry(String username, String email, String password, List<String> roles) {}

    /** Reads the file at once: one that breaks a rule fails the start, not some later request. */
    @Inject
    AccountsFile(
            IdpConfig config,
            AccountRepository accounts,
            RoleCatalogue roles,
            RegisterAccount registration,
            Transactions transactions) {
        this.accounts = accounts;
        this.registration = registration;
        this.transactions = transactions;
        this.roles = roles;
        this.wanted = config.secrets().accounts().map(this::read).orElse(List.of());
    }

    /** Creates the missing accounts; idempotent, even on several instances at once. */
    void apply() {
        for (RegisterAccount.Checked account : wanted) {
            String username = account.username().text();
            boolean missing =
                    transactions.read(session -> accounts.byUsername(session, username).isEmpty());
            if (missing && registration.create(account, Optional.empty()).isPresent()) {
                LOG.log(Level.INFO, "account created from the accounts file: {0}", username);
            }
        }
        applied = true;
    }

    /** Whether all accounts of the file exist in the database. */
    public boolean applied() {
        return applied;
    }

    private List<RegisterAccount.Checked> read(SecretFile file) {
        Entry[] entries;
        try {
            entries = Json.mapper().readValue(file.text(), Entry[].class);
        } catch (JsonProcessingException e) {
            // The cause would quote the file, which holds passwords.
            throw new IllegalArgumentException("idp.accounts-file is not the JSON list expected");
        }
        return Arrays.stream(entries).map(this::check).toList();
    }

    private RegisterAccount.Checked check(Entry entry) {
        if (entry == null
                || entry.username() == null
                || entry.email() == null
                || entry.password() == null
                || entry.roles() == null) {
            throw new IllegalArgumentException(
                    "idp.accounts-file: each account needs username, email, password and roles");
        }
        try {
            return registration.check(
                    new RegisterAccount.Wish(
                            entry.username(),
                            entry.email(),
                            entry.password(),
                            roles.parse(entry.roles())));
        } catch (ProblemException e) {
            throw new IllegalArgumentException("idp.accounts-file: " + e.errors(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.PasswordCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hibernate.StatelessSession;

/** Lets the owner of an account change its factors, and nobody who has found it signed in. */
@ApplicationScoped
class OwnerCheck {

    private final PasswordCheck passwords;
    private final CodeCheck codes;
    private final AccountRepository accounts;
    private final Transactions transactions;

    @Inject
    OwnerCheck(
            PasswordCheck passwords,
            CodeCheck codes,
            AccountRepository accounts,
            Transactions transactions) {
        this.passwords = passwords;
        this.codes = codes;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /**
     * Does something for an account whose owner is proved, in one transaction, which also uses the
     * code up.
     *
     * @throws ProblemException {@code rule_broken} that names what is wrong; {@code
     *     too_many_requests} when too many passwords or codes were tried
     */
    <T> T ifProved(
            UUID id,
            OwnerProof proof,
            Source source,
            BiFunction<StatelessSession, Account, T> then) {
        StoredAccount checked =
                passwords.check(id, proof.password(), source).orElseThrow(OwnerCheck::noPassword);
        if (!checked.account().secondFactor()) {
            return transactions.run(database -> then.apply(database, current(database, checked)));
        }
        String code = proof.code().orElseThrow(() -> broken("code", "is required"));
        return codes.ifRight(
                        checked.account(),
                        code,
                        source,
                        database -> Optional.of(then.apply(database, current(database, checked))))
                .orElseThrow(OwnerCheck::noCode);
    }

    // During hashing, the password or the factors may have been changed.
    private Account current(StatelessSession database, StoredAccount checked) {
        return accounts.byId(database, checked.account().id())
                .filter(now -> now.passwordVersion() == checked.passwordVersion())
                .map(StoredAccount::account)
                .filter(now -> now.secondFactor() == checked.account().secondFactor())
                .orElseThrow(OwnerCheck::noPassword);
    }

    /**
     * The problem for a wrong password. It is not 401, as for a wrong one when the password is
     * changed: the caller's token is valid.
     */
    private static ProblemException noPassword() {
        return broken("currentPassword", "is not the current password");
    }

    /** The problem for a wrong code. */
    static ProblemException noCode() {
        return broken("code", "is not right, or was used already");
    }

    private static ProblemException broken(String field, String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The factors cannot be changed.")
                .withError(field, message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
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

/**
 * Lets the owner of an account do what nobody may who has found it signed in, or stolen a token:
 * change its password, its address or its factors, and delete it.
 */
@ApplicationScoped
public class OwnerCheck {

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
    public <T> T ifProved(
            UUID id,
            OwnerProof proof,
            Source source,
            BiFunction<StatelessSession, StoredAccount, T> then) {
        return ifProved(checked(id, proof, source), proof, source, then);
    }

    /**
     * The account, if the password of the proof is right, before anything else is looked at.
     *
     * @throws ProblemException {@code rule_broken} that names what is wrong; {@code
     *     too_many_requests} when too many passwords were tried
     */
    public StoredAccount checked(UUID id, OwnerProof proof, Source source) {
        StoredAccount checked =
                passwords.check(id, proof.password(), source).orElseThrow(OwnerCheck::noPassword);
        if (checked.account().secondFactor() && proof.code().isEmpty()) {
            throw broken("code", "is required");
        }
        return checked;
    }

    /**
     * The same as {@link #ifProved(UUID, OwnerProof, Source, BiFunction)}, in two steps.
     *
     * @param checked by {@link #checked} with the same proof
     */
    public <T> T ifProved(
            StoredAccount checked,
            OwnerProof proof,
            Source source,
            BiFunction<StatelessSession, StoredAccount, T> then) {
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
    private StoredAccount current(StatelessSession database, StoredAccount checked) {
        return accounts.byId(database, checked.account().id())
                .filter(checked::stillHolds)
                .filter(now -> now.account().secondFactor() == checked.account().secondFactor())
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
        return new ProblemException(
                        ProblemCode.RULE_BROKEN, "Only the owner of the account may do this.")
                .withError(field, message);
    }
}

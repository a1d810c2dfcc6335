// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.PasswordCheck;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Signs in with user name and password, and with a code where the account has a second factor. An
 * unknown name, a disabled account and a wrong password look alike: the same read, the same hash,
 * the same response. Who has not proved the password learns nothing of factors.
 */
@ApplicationScoped
public class SignIn {

    private final PasswordCheck check;
    private final CodeCheck codes;
    private final AccountRepository accounts;
    private final Sessions sessions;
    private final Trail trail;
    private final Transactions transactions;

    @Inject
    public SignIn(
            PasswordCheck check,
            CodeCheck codes,
            AccountRepository accounts,
            Sessions sessions,
            Trail trail,
            Transactions transactions) {
        this.check = check;
        this.codes = codes;
        this.accounts = accounts;
        this.sessions = sessions;
        this.trail = trail;
        this.transactions = transactions;
    }

    /**
     * Signs in.
     *
     * @param code of the second factor; without meaning where the account has none
     * @throws ProblemException {@code credentials_invalid}; after a right password {@code
     *     second_factor_required} or {@code second_factor_invalid}; {@code too_many_requests}
     */
    public SignedIn signIn(String username, String password, Optional<String> code, Source source) {
        StoredAccount checked =
                check.check(username, password, source).orElseThrow(SignIn::refused);
        if (!checked.account().secondFactor()) {
            return sessions.tokens(open(checked));
        }
        if (code.isEmpty()) {
            // Whoever has got as far knows the password, which its owner has to be able to see.
            transactions.run(database -> {
                trail.append(database, CodeCheck.needed(checked.account().id()));
                return checked;
            });
            throw codeNeeded();
        }
        return sessions.tokens(open(checked, code.get(), source));
    }

    private Sessions.Opened open(StoredAccount checked) {
        return transactions
                .run(database -> open(database, checked, Assurance.PASSWORD))
                .orElseThrow(SignIn::refused);
    }

    private Sessions.Opened open(StoredAccount checked, String code, Source source) {
        return codes.ifRight(
                        checked.account(),
                        code,
                        source,
                        database -> open(database, checked, Assurance.PASSWORD_AND_CODE))
                .orElseThrow(SignIn::codeRefused);
    }

    private Optional<Sessions.Opened> open(
            StatelessSession database, StoredAccount checked, Assurance assurance) {
        return accounts.byId(database, checked.account().id())
                .filter(checked::stillHolds)
                .map(StoredAccount::account)
                .filter(assurance::suffices)
                .map(account -> sessions.open(database, account, assurance));
    }

    private static ProblemException codeNeeded() {
        return new ProblemException(
                ProblemCode.SECOND_FACTOR_REQUIRED,
                "The account has a second factor: send the code as well.");
    }

    private static ProblemException codeRefused() {
        return new ProblemException(
                ProblemCode.SECOND_FACTOR_INVALID, "The code is not right, or was used already.");
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemCode.CREDENTIALS_INVALID, "The user name or the password is wrong.");
    }
}

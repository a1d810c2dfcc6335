// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.password.PasswordCheck;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Signs in with user name and password. An unknown name, a disabled account and a wrong password
 * look alike: the same read, the same hash, the same response.
 */
@ApplicationScoped
public class SignIn {

    private final PasswordCheck check;
    private final AccountRepository accounts;
    private final Sessions sessions;
    private final Transactions transactions;

    @Inject
    public SignIn(
            PasswordCheck check,
            AccountRepository accounts,
            Sessions sessions,
            Transactions transactions) {
        this.check = check;
        this.accounts = accounts;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    public SignedIn signIn(String username, String password, Source source) {
        StoredAccount checked =
                check.check(username, password, source).orElseThrow(SignIn::refused);
        return transactions
                .run(database ->
                        current(accounts.byId(database, checked.account().id()), checked)
                                .map(account -> sessions.open(database, account.account())))
                .map(sessions::tokens)
                .orElseThrow(SignIn::refused);
    }

    // During hashing, the password may have been changed or the account disabled.
    private static Optional<StoredAccount> current(
            Optional<StoredAccount> now, StoredAccount checked) {
        return now.filter(account -> account.passwordVersion() == checked.passwordVersion())
                .filter(account -> account.account().enabled());
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemCode.CREDENTIALS_INVALID, "The user name or the password is wrong.");
    }
}

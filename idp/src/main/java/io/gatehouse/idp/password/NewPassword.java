// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.Username;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Accepts the new password of an account that there is already. */
@ApplicationScoped
public class NewPassword {

    private final PasswordRules rules;
    private final Passwords passwords;

    @Inject
    NewPassword(PasswordRules rules, Passwords passwords) {
        this.rules = rules;
        this.passwords = passwords;
    }

    /**
     * Hashes a password that is allowed.
     *
     * @return the hash in the PHC string format
     * @throws ProblemException {@code rule_broken} that names {@code newPassword}; {@code
     *     too_many_requests} when too many hashes wait
     */
    public String hash(Account account, String wanted) {
        Optional<PasswordRule> rule =
                rules.broken(
                        wanted,
                        new Username(account.username()),
                        new EmailAddress(account.email()));
        if (rule.isPresent()) {
            throw broken(rule.get().text());
        }
        return passwords.hash(wanted);
    }

    /**
     * The same in place of a password that is known.
     *
     * @throws ProblemException as {@link #hash(Account, String)}, and for the same password
     */
    public String hash(Account account, String current, String wanted) {
        if (PasswordRules.normalise(current).equals(PasswordRules.normalise(wanted))) {
            throw broken("must differ from the current one");
        }
        return hash(account, wanted);
    }

    private static ProblemException broken(String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The password cannot be changed.")
                .withError("newPassword", message);
    }
}

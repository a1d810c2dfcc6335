// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.account.Username;
import io.gatehouse.idp.guessing.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Checks a password change: the current password must be right, and the new one allowed. */
@ApplicationScoped
public class NewPassword {

    private final PasswordCheck check;
    private final PasswordRules rules;
    private final Passwords passwords;

    /** An accepted change, to be stored only if the account still has the version checked. */
    public record Accepted(StoredAccount account, String hash) {

        /** Omits the hash. */
        @Override
        public String toString() {
            return "Accepted[" + account + "]";
        }
    }

    @Inject
    NewPassword(PasswordCheck check, PasswordRules rules, Passwords passwords) {
        this.check = check;
        this.rules = rules;
        this.passwords = passwords;
    }

    public Accepted accept(UUID id, String current, String wanted, Source source) {
        StoredAccount account = check.check(id, current, source).orElseThrow(NewPassword::wrong);
        if (PasswordRules.normalise(current).equals(PasswordRules.normalise(wanted))) {
            throw broken("newPassword", "must differ from the current one");
        }
        Optional<PasswordRule> rule =
                rules.broken(
                        wanted,
                        new Username(account.account().username()),
                        new EmailAddress(account.account().email()));
        if (rule.isPresent()) {
            throw broken("newPassword", rule.get().text());
        }
        return new Accepted(account, passwords.hash(wanted));
    }

    /**
     * The problem for a wrong current password. It is not 401: the caller's token is valid, and a
     * client that got 401 would refresh it and retry.
     */
    public static ProblemException wrong() {
        return broken("currentPassword", "is not the current password");
    }

    private static ProblemException broken(String field, String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The password cannot be changed.")
                .withError(field, message);
    }
}

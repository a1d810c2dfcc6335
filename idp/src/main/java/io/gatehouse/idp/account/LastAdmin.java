// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.hibernate.StatelessSession;

/** Sees to it that somebody can administer Gatehouse, in the caller's transaction. */
@ApplicationScoped
public class LastAdmin {

    private final AccountRepository accounts;

    @Inject
    LastAdmin(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /**
     * Refuses that an account stops administering if nobody else does.
     *
     * @param field that is at fault, for the problem
     * @throws ProblemException {@code rule_broken}
     */
    public void keep(StatelessSession database, Account account, String field) {
        boolean administers = account.enabled() && account.roles().contains(Role.ADMIN);
        if (administers && !accounts.hasOtherAdmin(database, account.id())) {
            throw new ProblemException(
                            ProblemCode.RULE_BROKEN, "Gatehouse would be left without an admin.")
                    .withError(field, "the last admin must stay one");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.registration;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that creates the accounts of the file. */
@ApplicationScoped
class RegistrationBeans {
    private static final Duration UNTIL_THE_DATABASE_IS_THERE = Duration.ofSeconds(1);

    @Produces
    @Singleton
    RepeatedWork accounts(AccountsFile accounts, RandomGenerator random) {
        return new RepeatedWork(
                        "accounts-file", UNTIL_THE_DATABASE_IS_THERE, random, accounts::apply)
                .atOnce()
                .asLongAs(() -> !accounts.applied());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that stores the clients of the file. */
@ApplicationScoped
class ClientBeans {
    private static final Duration UNTIL_THE_DATABASE_IS_THERE = Duration.ofSeconds(1);

    @Produces
    @Singleton
    RepeatedWork clients(ClientsFile clients, RandomGenerator random) {
        return new RepeatedWork("clients-file", UNTIL_THE_DATABASE_IS_THERE, random, clients::apply)
                .atOnce()
                .asLongAs(() -> !clients.applied());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.account.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.hibernate.StatelessSession;

/**
 * Counts attempts to guess a password or a code, in the caller's transaction. Each is counted
 * before it is looked at, so that no number of guesses at once gets past, and given back if it was
 * right. Of a password, what is counted is what was typed, whether there is such an account or not.
 */
@ApplicationScoped
public class Attempts {
    private final AttemptRepository repository;
    private final KnownDevices devices;
    private final IdpMetrics metrics;
    private final KeyedHash keys;
    private final IdpConfig.Guessing config;
    private final Clock clock;

    @Inject
    Attempts(
            AttemptRepository repository,
            KnownDevices devices,
            IdpMetrics metrics,
            KeyedHash hash,
            IdpConfig config,
            Clock clock) {
        this.repository = repository;
        this.devices = devices;
        this.metrics = metrics;
        this.keys = hash.purpose("guessing-attempts");
        this.config = config.guessing();
        this.clock = clock;
    }

    /**
     * Counts an attempt to guess a password.
     *
     * @param name that was typed, in its normal form if it has one; there need be no such account
     * @return to give it back by
     * @throws ProblemException {@code too_many_requests} when there were too many; it has to end
     *     the transaction, so that what is refused is not counted
     */
    public Counted count(StatelessSession database, String name, Source source) {
        return add(database, account(name, source), config.account(), source);
    }

    /**
     * Counts an attempt to guess a code of an account, whose password was proved.
     *
     * @return to give it back by
     * @throws ProblemException as {@link #count}
     */
    public Counted countCode(StatelessSession database, Account account, Source source) {
        String counted = "code\n" + account(account.username(), source);
        return add(database, counted, config.code(), source);
    }

    private Counted add(
            StatelessSession database, String account, IdpConfig.Pace pace, Source source) {
        String block = AddressBlock.of(source.address()).text();
        Counted counted =
                new Counted(
                        Counted.Bucket.of(keys, account, pace),
                        Counted.Bucket.of(keys, "block\n" + block, config.block()));
        if (!repository.add(database, counted, clock.instant())) {
            metrics.guessRefused();
            // When the next one would pass depends on what others do, and is nobody's business.
            throw new ProblemException(
                            ProblemCode.TOO_MANY_REQUESTS, "Too many attempts to sign in.")
                    .withRetryAfter(pace.interval());
        }
        return counted;
    }

    // A device that is known has a count of its own, so that whoever guesses elsewhere does not
    // slow down the owner.
    private String account(String name, Source source) {
        return devices.of(source, name)
                .map(device -> "device\n" + device + "\n" + name)
                .orElseGet(() -> "account\n" + name);
    }

    /** Gives an attempt back whose password was right. */
    public void giveBack(StatelessSession database, Counted counted) {
        repository.takeOff(database, counted);
    }
}

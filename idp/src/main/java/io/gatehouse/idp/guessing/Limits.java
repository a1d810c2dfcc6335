// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.hibernate.StatelessSession;

/**
 * Counts what is not a guess, but must not be done without end either, in the caller's transaction
 * and in buckets like those of {@link Attempts}. Nothing is given back.
 */
@ApplicationScoped
public class Limits {
    private final AttemptRepository repository;
    private final KeyedHash keys;
    private final Clock clock;

    @Inject
    Limits(AttemptRepository repository, KeyedHash hash, Clock clock) {
        this.repository = repository;
        this.keys = hash.purpose("guessing-limits");
        this.clock = clock;
    }

    /**
     * Counts one more; false, and it is not counted, when there were too many.
     *
     * @param what is counted, a name for it
     * @param who it is counted for; not stored
     */
    public boolean take(StatelessSession database, String what, String who, IdpConfig.Pace pace) {
        Counted.Bucket bucket = Counted.Bucket.of(keys, what + "\n" + who, pace);
        return repository.add(database, bucket, clock.instant());
    }

    /** The same for all who share a block of addresses. */
    public boolean take(
            StatelessSession database, String what, Source source, IdpConfig.Pace pace) {
        return take(database, what + "-block", AddressBlock.of(source.address()).text(), pace);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Rotates the signing keys in the background. Generating a key takes a second of a core, so no
 * request does it; the lease only keeps several instances from generating several.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = System.getLogger(KeyRotation.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Enough for a first start: two keys of each algorithm. The next round does the rest. */
    private static final int MAX_STEPS = 6;

    private final SigningKeys signingKeys;
    private final KeyRepository keys;
    private final KeyMaker maker;
    private final Leases leases;
    private final Transactions transactions;
    private final KeyPlan plan;
    private final Clock clock;

    @Inject
    KeyRotation(
            SigningKeys signingKeys,
            KeyRepository keys,
            KeyMaker maker,
            Leases leases,
            Transactions transactions,
            Clock clock) {
        this.signingKeys = signingKeys;
        this.keys = keys;
        this.maker = maker;
        this.leases = leases;
        this.transactions = transactions;
        this.plan = maker.plan();
        this.clock = clock;
    }

    /** Runs a round: reads the keys, and takes the due steps if this instance holds the lease. */
    void tick() {
        signingKeys.reload();
        for (int i = 0; i < MAX_STEPS; i++) {
            Instant now = clock.instant();
            Optional<KeyPlan.Step> step = plan.next(signingKeys.current().infos(), now);
            if (step.isEmpty() || !leases.take("keys", LEASE)) {
                return;
            }
            apply(step.get(), now);
            signingKeys.reload();
        }
    }

    private void apply(KeyPlan.Step step, Instant now) {
        switch (step) {
            case KeyPlan.Generate generate -> generate(generate, now);
            case KeyPlan.Promote promote -> promote(promote.key(), now);
            case KeyPlan.Delete delete -> delete(delete.kid());
        }
    }

    private void generate(KeyPlan.Generate wanted, Instant now) {
        SealedKey key = maker.make(wanted, now);
        if (transactions.runIdempotent(session -> keys.insert(session, key))) {
            LOG.log(
                    Level.INFO,
                    "signing key {0} made for {1}, {2}",
                    key.info().kid(),
                    wanted.algorithm(),
                    wanted.state());
        }
    }

    private void promote(KeyInfo key, Instant now) {
        boolean promoted =
                transactions.run(session -> {
                    keys.retireActive(session, key.algorithm(), now);
                    return keys.activate(session, key.kid(), now);
                });
        LOG.log(Level.INFO, "signing key {0} active: {1}", key.kid(), promoted);
    }

    private void delete(String kid) {
        transactions.runIdempotent(session -> keys.delete(session, kid));
        LOG.log(Level.INFO, "signing key {0} deleted", kid);
    }
}

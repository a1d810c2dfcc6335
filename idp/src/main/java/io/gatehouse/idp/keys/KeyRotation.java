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
import java.util.List;
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
    private static final int MAX_STEPS = 2 * KeyAlgorithm.values().length;

    private final SigningKeys signingKeys;
    private final KeyRepository keys;
    private final KeyMaker maker;
    private final Leases leases;
    private final Transactions transactions;
    private final KeyTurn turn;
    private final Clock clock;

    @Inject
    KeyRotation(
            SigningKeys signingKeys,
            KeyRepository keys,
            KeyMaker maker,
            Leases leases,
            Transactions transactions,
            KeyTurn turn,
            Clock clock) {
        this.signingKeys = signingKeys;
        this.keys = keys;
        this.maker = maker;
        this.leases = leases;
        this.transactions = transactions;
        this.turn = turn;
        this.clock = clock;
    }

    /** Runs a round: reads the keys, and takes the due steps if this instance holds the lease. */
    void tick() {
        signingKeys.reload();
        for (int i = 0; i < MAX_STEPS; i++) {
            Instant now = clock.instant();
            List<KeyPlan.Step> due = maker.plan().next(signingKeys.current().infos(), now);
            if (due.isEmpty() || !leases.take("keys", LEASE)) {
                return;
            }
            Optional<KeyPlan.Step> step = due.stream().filter(this::isReady).findFirst();
            if (step.isEmpty()) {
                return;
            }
            apply(step.get(), now);
            signingKeys.reload();
        }
    }

    // Without an active key nobody can sign in at all, which is worse than a key that is not taken.
    private boolean isReady(KeyPlan.Step step) {
        return !(step instanceof KeyPlan.Promote(KeyInfo next))
                || signingKeys.current().activeInfo(next.algorithm()).isEmpty()
                || turn.isTaken(next);
    }

    private void apply(KeyPlan.Step step, Instant now) {
        switch (step) {
            case KeyPlan.Generate generate -> generate(generate, now);
            case KeyPlan.Promote promote -> promote(promote.key());
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

    private void promote(KeyInfo key) {
        boolean promoted = transactions.run(session -> turn.promote(session, key));
        LOG.log(Level.INFO, "signing key {0} active: {1}", key.kid(), promoted);
    }

    private void delete(String kid) {
        transactions.runIdempotent(session -> keys.delete(session, kid));
        LOG.log(Level.INFO, "signing key {0} deleted", kid);
    }
}

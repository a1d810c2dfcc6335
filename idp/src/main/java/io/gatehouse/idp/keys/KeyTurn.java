// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Lets the next key of an algorithm sign in place of the active one, once it may. */
@ApplicationScoped
class KeyTurn {

    /** After which a refusal by the gate may be another. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final KeyRepository keys;
    private final KeyCanary canary;
    private final KeyPlan plan;
    private final Clock clock;

    @Inject
    KeyTurn(KeyRepository keys, KeyCanary canary, KeyMaker maker, Clock clock) {
        this.keys = keys;
        this.canary = canary;
        this.plan = maker.plan();
        this.clock = clock;
    }

    /** Whether the gate takes what a key signs; it may take a while to say. */
    boolean isTaken(KeyInfo next) {
        return canary.admits(next);
    }

    /**
     * Demands that verifiers take what a key signs.
     *
     * @throws ProblemException {@code key_too_new} when some may not know it, or the gate does not
     */
    void demandTaken(KeyInfo next) {
        Duration wait = plan.unknownFor(next, clock.instant());
        if (wait.isPositive()) {
            throw tooNew(
                    "Verifiers may not know the next key yet, and would refuse what it signs.",
                    wait);
        }
        if (!isTaken(next)) {
            throw tooNew("The gate does not take what the next key signs.", AGAIN);
        }
    }

    private static ProblemException tooNew(String detail, Duration wait) {
        return new ProblemException(ProblemCode.KEY_TOO_NEW, detail).withRetryAfter(wait);
    }

    /** Activates a key and retires the active one; false when it is no longer PENDING. */
    boolean promote(StatelessSession session, KeyInfo next) {
        // By an administrator it may have become the active one, which is not to retire for itself.
        if (!isPending(session, next)) {
            return false;
        }
        Instant now = clock.instant();
        keys.retireActive(session, next.algorithm(), now);
        return keys.activate(session, next.kid(), now);
    }

    private boolean isPending(StatelessSession session, KeyInfo key) {
        return keys.all(session).stream()
                .map(SealedKey::info)
                .anyMatch(info -> info.kid().equals(key.kid()) && info.state() == KeyState.PENDING);
    }
}

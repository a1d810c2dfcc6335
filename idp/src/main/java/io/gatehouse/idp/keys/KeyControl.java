// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.StatelessSession;

/** Manages signing keys for administrators: rotates them early, or revokes a compromised one. */
@ApplicationScoped
class KeyControl {

    private final KeyRepository keys;
    private final SigningKeys signingKeys;
    private final Revocations revocations;
    private final RevocationNotifier notifier;
    private final Transactions transactions;
    private final KeyPlan plan;
    private final Clock clock;

    @Inject
    KeyControl(
            KeyRepository keys,
            SigningKeys signingKeys,
            Revocations revocations,
            RevocationNotifier notifier,
            Transactions transactions,
            KeyMaker maker,
            Clock clock) {
        this.keys = keys;
        this.signingKeys = signingKeys;
        this.revocations = revocations;
        this.notifier = notifier;
        this.transactions = transactions;
        this.plan = maker.plan();
        this.clock = clock;
    }

    /** The keys in the database, newest first. */
    List<KeyInfo> list() {
        return transactions.read(this::infos);
    }

    /**
     * Activates the pending keys at once, of each algorithm its own.
     *
     * @param forced whether to do so even while some verifiers may not know it, which refuse what
     *     it signs until they fetch the keys again
     * @throws ProblemException {@code key_too_new} when it is not forced and would be too early,
     *     {@code unavailable} while there is no pending key
     */
    void rotate(boolean forced) {
        transactions.run(session -> {
            List<KeyInfo> all = infos(session);
            for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
                KeyInfo next = pending(all, algorithm);
                if (!forced) {
                    demandKnown(next);
                }
                promote(session, next);
            }
            return signingKeys;
        });
        signingKeys.reload();
    }

    /** Deletes a key and denies every token that it has signed, in one transaction. */
    void revoke(String kid) {
        transactions.run(session -> {
            revoke(session, kid);
            return signingKeys;
        });
        notifier.announce(RevocationKind.KID);
        signingKeys.reload();
    }

    private void revoke(StatelessSession session, String kid) {
        List<KeyInfo> all = infos(session);
        KeyInfo key =
                all.stream()
                        .filter(info -> info.kid().equals(kid))
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "There is no such key."));
        if (key.state() == KeyState.ACTIVE) {
            promote(session, pending(all, key.algorithm()));
        }
        keys.delete(session, kid);
        revocations.denyKey(session, kid);
    }

    private void promote(StatelessSession session, KeyInfo next) {
        Instant now = clock.instant();
        keys.retireActive(session, next.algorithm(), now);
        keys.activate(session, next.kid(), now);
    }

    private static KeyInfo pending(List<KeyInfo> all, KeyAlgorithm algorithm) {
        return all.stream()
                .filter(info -> info.algorithm() == algorithm)
                .filter(info -> info.state() == KeyState.PENDING)
                .findFirst()
                .orElseThrow(KeyControl::noneYet);
    }

    private void demandKnown(KeyInfo next) {
        Duration wait = plan.unknownFor(next, clock.instant());
        if (wait.isPositive()) {
            throw new ProblemException(
                            ProblemCode.KEY_TOO_NEW,
                            "Verifiers may not know the next key yet, and would refuse what it"
                                    + " signs.")
                    .withRetryAfter(wait);
        }
    }

    private List<KeyInfo> infos(StatelessSession session) {
        return keys.all(session).stream().map(SealedKey::info).toList();
    }

    // The background work generates the next key within seconds; a request never does.
    private static ProblemException noneYet() {
        return new ProblemException(
                        ProblemCode.UNAVAILABLE, "The next key is still being made; try again.")
                .withRetryAfter(Duration.ofSeconds(5));
    }
}

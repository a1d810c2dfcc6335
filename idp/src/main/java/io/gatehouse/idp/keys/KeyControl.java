// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hibernate.StatelessSession;

/** Manages signing keys for administrators: rotates them early, or revokes a compromised one. */
@ApplicationScoped
class KeyControl {

    private final KeyRepository keys;
    private final SigningKeys signingKeys;
    private final Revocations revocations;
    private final RevocationNotifier notifier;
    private final Trail trail;
    private final Transactions transactions;
    private final KeyTurn turn;

    @Inject
    KeyControl(
            KeyRepository keys,
            SigningKeys signingKeys,
            Revocations revocations,
            RevocationNotifier notifier,
            Trail trail,
            Transactions transactions,
            KeyTurn turn) {
        this.keys = keys;
        this.signingKeys = signingKeys;
        this.revocations = revocations;
        this.notifier = notifier;
        this.trail = trail;
        this.transactions = transactions;
        this.turn = turn;
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
        List<KeyInfo> judged = pending(list());
        if (!forced) {
            judged.forEach(turn::demandTaken);
        }
        transactions.run(session -> {
            List<KeyInfo> next = pending(infos(session));
            // Another instance was first, and what is pending now was not judged.
            if (!next.equals(judged)) {
                throw noneYet();
            }
            next.forEach(key -> turn.promote(session, key));
            next.forEach(key ->
                    trail.append(
                            session, AuditEvent.of(EventKind.SIGNING_KEYS_ROTATED, key.kid())));
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
            turn.promote(session, pending(all, key.algorithm()));
        }
        keys.delete(session, kid);
        trail.append(session, AuditEvent.of(EventKind.SIGNING_KEY_REVOKED, kid));
        revocations.denyKey(session, kid);
    }

    private static List<KeyInfo> pending(List<KeyInfo> all) {
        return Arrays.stream(KeyAlgorithm.values())
                .map(algorithm -> pending(all, algorithm))
                .toList();
    }

    private static KeyInfo pending(List<KeyInfo> all, KeyAlgorithm algorithm) {
        return all.stream()
                .filter(info -> info.algorithm() == algorithm)
                .filter(info -> info.state() == KeyState.PENDING)
                .findFirst()
                .orElseThrow(KeyControl::noneYet);
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

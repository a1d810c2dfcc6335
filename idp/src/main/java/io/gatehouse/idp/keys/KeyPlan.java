// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.idp.IdpConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Computes the next steps of the rotation from the existing keys; it has no side effects. */
final class KeyPlan {

    /**
     * Other instances sign with the old key until they have read the change, and verifiers tolerate
     * clock skew: both are far shorter than this.
     */
    private static final Duration SLACK = Duration.ofMinutes(10);

    /**
     * The gateway fetches the keys each five minutes, and others may keep their copy as long; some
     * fetch through a cache that does the same.
     */
    private static final Duration VERIFIERS_CACHE = Duration.ofMinutes(10);

    private final IdpConfig.Keys config;
    private final Duration tokenTtl;

    /** A step of the rotation. */
    sealed interface Step {}

    /**
     * Generates a key; only the very first of an algorithm may sign at once, as no verifier has
     * seen a token of it yet.
     */
    record Generate(KeyAlgorithm algorithm, KeyState state) implements Step {}

    /** Activates the pending key and retires the active one of its algorithm. */
    record Promote(KeyInfo key) implements Step {}

    /** Deletes a key whose tokens have all expired. */
    record Delete(String kid) implements Step {}

    KeyPlan(IdpConfig.Keys config, Duration tokenTtl) {
        this.config = config;
        this.tokenTtl = tokenTtl;
    }

    /** The next step of each algorithm for which one is due; they do not depend on each other. */
    List<Step> next(List<KeyInfo> keys, Instant now) {
        return Arrays.stream(KeyAlgorithm.values())
                .flatMap(algorithm -> next(algorithm, of(algorithm, keys), now).stream())
                .toList();
    }

    private static List<KeyInfo> of(KeyAlgorithm algorithm, List<KeyInfo> keys) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).toList();
    }

    private Optional<Step> next(KeyAlgorithm algorithm, List<KeyInfo> keys, Instant now) {
        Optional<KeyInfo> active = in(keys, KeyState.ACTIVE);
        Optional<KeyInfo> pending = in(keys, KeyState.PENDING);
        if (active.isEmpty()) {
            return Optional.of(
                    pending.<Step>map(Promote::new)
                            .orElseGet(() -> new Generate(algorithm, KeyState.ACTIVE)));
        }
        if (pending.isEmpty()) {
            return Optional.of(new Generate(algorithm, KeyState.PENDING));
        }
        if (elapsed(active.get().activatedAt(), config.active(), now)
                && elapsed(Optional.of(pending.get().createdAt()), config.pending(), now)) {
            return Optional.of(new Promote(pending.get()));
        }
        return keys.stream()
                .filter(key -> key.state() == KeyState.RETIRED)
                .filter(key -> elapsed(key.retiredAt(), tokenTtl.plus(SLACK), now))
                .<Step>map(key -> new Delete(key.kid()))
                .findFirst();
    }

    /**
     * How long the pending key has yet to be published before every verifier knows it; zero when it
     * may sign. It is never longer than the rotation itself would wait.
     */
    Duration unknownFor(KeyInfo pending, Instant now) {
        Duration least =
                config.pending().compareTo(VERIFIERS_CACHE) < 0
                        ? config.pending()
                        : VERIFIERS_CACHE;
        Duration left = Duration.between(now, pending.createdAt().plus(least));
        return left.isPositive() ? left : Duration.ZERO;
    }

    private static Optional<KeyInfo> in(List<KeyInfo> keys, KeyState state) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }

    private static boolean elapsed(Optional<Instant> since, Duration wait, Instant now) {
        return since.filter(time -> !time.plus(wait).isAfter(now)).isPresent();
    }
}

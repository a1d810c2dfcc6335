// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.idp.IdpConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides the next step in the life of the keys from what is there; it touches nothing itself. */
final class KeyPlan {

    /**
     * Other instances sign with the old key until they have read the change, and verifiers allow
     * clocks to differ: both are far shorter than this.
     */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final IdpConfig.Keys config;
    private final Duration tokenTtl;

    /** One thing to do. */
    sealed interface Step {}

    /** Make a key; only the very first may sign at once, for nobody has a cache yet. */
    record Generate(KeyState state) implements Step {}

    /** Let the next key sign and retire the one that does. */
    record Promote(String kid) implements Step {}

    /** Forget a key whose tokens have all expired. */
    record Delete(String kid) implements Step {}

    KeyPlan(IdpConfig.Keys config, Duration tokenTtl) {
        this.config = config;
        this.tokenTtl = tokenTtl;
    }

    Optional<Step> next(List<KeyInfo> keys, Instant now) {
        Optional<KeyInfo> active = in(keys, KeyState.ACTIVE);
        Optional<KeyInfo> pending = in(keys, KeyState.PENDING);
        if (active.isEmpty()) {
            return Optional.of(
                    pending.<Step>map(key -> new Promote(key.kid()))
                            .orElseGet(() -> new Generate(KeyState.ACTIVE)));
        }
        if (pending.isEmpty()) {
            return Optional.of(new Generate(KeyState.PENDING));
        }
        if (elapsed(active.get().activatedAt(), config.active(), now)
                && elapsed(Optional.of(pending.get().createdAt()), config.pending(), now)) {
            return Optional.of(new Promote(pending.get().kid()));
        }
        return keys.stream()
                .filter(key -> key.state() == KeyState.RETIRED)
                .filter(key -> elapsed(key.retiredAt(), tokenTtl.plus(SLACK), now))
                .<Step>map(key -> new Delete(key.kid()))
                .findFirst();
    }

    private static Optional<KeyInfo> in(List<KeyInfo> keys, KeyState state) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }

    private static boolean elapsed(Optional<Instant> since, Duration wait, Instant now) {
        return since.filter(time -> !time.plus(wait).isAfter(now)).isPresent();
    }
}

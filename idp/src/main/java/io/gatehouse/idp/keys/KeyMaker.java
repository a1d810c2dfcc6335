// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Generates signing keys, which it seals at once, and holds their {@link KeyPlan}. */
@ApplicationScoped
class KeyMaker {

    private final SealingKeys seals;
    private final SecureRandom random;
    private final KeyPlan plan;

    @Inject
    KeyMaker(SealingKeys seals, SecureRandom random, IdpConfig config) {
        this.seals = seals;
        this.random = random;
        this.plan = new KeyPlan(config.keys(), config.sessions().tokenTtl());
    }

    KeyPlan plan() {
        return plan;
    }

    SealedKey make(KeyPlan.Generate wanted, Instant now) {
        SigningKey key = SigningKey.generate(wanted.algorithm(), random);
        KeyState state = wanted.state();
        Optional<Instant> activated =
                state == KeyState.ACTIVE ? Optional.of(now) : Optional.empty();
        KeyInfo info =
                new KeyInfo(key.kid(), key.algorithm(), state, now, activated, Optional.empty());
        return new SealedKey(info, key.seal(seals));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;

/** Produces what judges proofs, with the memory of those that were used. */
@ApplicationScoped
class DpopBeans {

    /** Some 7 MB, if ever so many come in 90 s. */
    private static final int MOST = 50_000;

    @Produces
    @Singleton
    ProofRules rules(IdpConfig config, KeyedHash hash, Clock clock) {
        return rules(config.site().issuer(), config, hash, clock);
    }

    @Produces
    @Singleton
    KeyProofs proofs(ProofRules rules, IdpConfig config, KeyedHash hash, Clock clock) {
        URI besideCertificates = config.site().certificateUrl().orElse(config.site().issuer());
        return new KeyProofs(rules, rules(besideCertificates, config, hash, clock), used(), used());
    }

    private static ProofRules rules(URI at, IdpConfig config, KeyedHash hash, Clock clock) {
        return new ProofRules(
                at.toString(),
                clock,
                config.proofs().nonceLife().map(life -> new Nonces(hash, "idp", life, clock)));
    }

    private static UsedProofs used() {
        return new UsedProofs(MOST, System::nanoTime);
    }
}

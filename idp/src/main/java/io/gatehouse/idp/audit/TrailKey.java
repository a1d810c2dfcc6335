// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.common.seal.KeyedHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * The key that signs checkpoints. It is derived from the lookup key, a file, so whoever can write
 * the database cannot sign; and it is the same for all time, so a checkpoint of years ago can still
 * be verified.
 */
@ApplicationScoped
class TrailKey {
    private final OctetKeyPair key;

    @Inject
    TrailKey(KeyedHash hash) {
        byte[] seed = hash.purpose("audit-checkpoints").hash("Ed25519");
        byte[] open = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        try {
            this.key =
                    new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(open))
                            .d(Base64URL.encode(seed))
                            .keyIDFromThumbprint()
                            .build();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** With its private half. */
    OctetKeyPair key() {
        return key;
    }
}

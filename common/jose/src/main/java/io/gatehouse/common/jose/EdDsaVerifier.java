// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Verifies what Ed25519 has signed, as {@code EdDSA} or {@code Ed25519} (RFC 8037, RFC 9864). */
public final class EdDsaVerifier extends EdDSAProvider implements JWSVerifier {

    private final CriticalHeaderParamsDeferral critical = new CriticalHeaderParamsDeferral();
    private final PublicKey key;

    /**
     * @throws JOSEException if it is no {@link Ed25519Keys#isSafe safe} key, or no point
     */
    public EdDsaVerifier(OctetKeyPair key) throws JOSEException {
        this.key = Ed25519Keys.open(key);
    }

    /** False also for an algorithm of other keys, and for a header with {@code crit}. */
    @Override
    public boolean verify(JWSHeader header, byte[] text, Base64URL signed) throws JOSEException {
        if (!supportedJWSAlgorithms().contains(header.getAlgorithm())
                || !critical.headerPasses(header)) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(Ed25519Keys.ALGORITHM);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(signed.decode());
        } catch (SignatureException e) {
            // It is too short, or none at all.
            return false;
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs with Ed25519, as {@code EdDSA} or {@code Ed25519} (RFC 8037 section 3.1, RFC 9864). */
public final class EdDsaSigner extends EdDSAProvider implements JWSSigner {

    private final PrivateKey key;

    /**
     * @throws JOSEException if it is no private key on that curve
     */
    public EdDsaSigner(OctetKeyPair key) throws JOSEException {
        this.key = Ed25519Keys.secret(key);
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] text) throws JOSEException {
        if (!supportedJWSAlgorithms().contains(header.getAlgorithm())) {
            throw new JOSEException("not an algorithm of this key: " + header.getAlgorithm());
        }
        try {
            Signature signature = Signature.getInstance(Ed25519Keys.ALGORITHM);
            signature.initSign(key);
            signature.update(text);
            return Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.jose.EdDsaSigner;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.HttpAnswer;
import java.text.ParseException;

/** Forged ID tokens. */
final class Hints {
    private Hints() {}

    /** A published key of ours. */
    static JWK published(String algorithm) throws ParseException {
        return JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text())
                .getKeys()
                .stream()
                .filter(key -> key.getAlgorithm().getName().equals(algorithm))
                .findFirst()
                .orElseThrow();
    }

    /** The ID token of these, signed by somebody else, who says it was our key. */
    static String forged(HttpAnswer tokens, JWK ours, String algorithm) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(JOSEObjectType.JWT)
                        .keyID(ours.getKeyID())
                        .build();
        SignedJWT token = new SignedJWT(header, Flow.claims(tokens, "id_token"));
        token.sign(signer(ours, algorithm));
        return token.serialize();
    }

    private static JWSSigner signer(JWK ours, String algorithm) throws JOSEException {
        return switch (algorithm) {
            case "RS256" -> new RSASSASigner(Clients.rsa("any"));
            case "ES256" -> new ECDSASigner(Clients.ec("any"));
            case "EdDSA" -> new EdDsaSigner(Clients.edwards("any"));
            default -> new MACSigner(ours.toJSONString().getBytes(UTF_8));
        };
    }
}

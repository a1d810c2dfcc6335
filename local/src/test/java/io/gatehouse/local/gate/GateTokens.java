// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import io.gatehouse.testkit.Tokens;
import java.time.Instant;
import java.util.Map;

/** Access tokens of one issuer, signed with one key. */
record GateTokens(String issuer, RSAKey key) {

    GateTokens(String issuer) {
        this(issuer, Tokens.key());
    }

    /** The key set with the one key of these tokens. */
    String keySet() {
        return Tokens.jwks(key);
    }

    /** A valid token of a new subject. */
    String of(String... roles) {
        return sign(claims(roles));
    }

    /** The claims of a valid token, to be changed. */
    Map<String, Object> claims(String... roles) {
        return Tokens.claims(issuer, Instant.now(), roles);
    }

    String sign(Map<String, Object> claims) {
        return Tokens.sign(claims, key);
    }

    /** A signed token of another type; an empty one stands for none. */
    String sign(String type, Map<String, Object> claims) {
        JWSHeader.Builder header = Tokens.header(key);
        header.type(type.isEmpty() ? null : new JOSEObjectType(type));
        return Tokens.sign(header.build(), claims, key);
    }
}

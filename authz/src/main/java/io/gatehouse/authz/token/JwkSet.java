// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An immutable set of public keys that verify tokens; the generation counts its changes. */
public final class JwkSet {
    private static final JwkSet EMPTY = new JwkSet(0, Map.of());

    private final long generation;
    private final Map<String, RSAPublicKey> keys;
    private final Map<String, JWSVerifier> verifiers;

    private JwkSet(long generation, Map<String, RSAPublicKey> keys) {
        this.generation = generation;
        this.keys = Map.copyOf(keys);
        Map<String, JWSVerifier> made = new HashMap<>();
        keys.forEach((id, key) -> made.put(id, new RSASSAVerifier(key)));
        this.verifiers = Map.copyOf(made);
    }

    /** The initial set without keys, under which every token is refused. */
    public static JwkSet empty() {
        return EMPTY;
    }

    /** Returns this set when the keys are equal, else its successor. */
    public JwkSet with(Map<String, RSAPublicKey> newKeys) {
        return keys.equals(newKeys) ? this : new JwkSet(generation + 1, newKeys);
    }

    public long generation() {
        return generation;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    Optional<JWSVerifier> find(String keyId) {
        return Optional.ofNullable(verifiers.get(keyId));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys tokens may be signed with at one moment; the generation counts its changes. */
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

    /** No key yet: refuses every token. */
    public static JwkSet empty() {
        return EMPTY;
    }

    /** The same set when the keys are the same, else its successor. */
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

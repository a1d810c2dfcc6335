// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the signing keys in memory and signs tokens. Once loaded it needs no database: it signs,
 * and the JWK set is served, with the keys that were read last.
 */
@ApplicationScoped
public class SigningKeys {

    private final KeyRepository keys;
    private final SealingKeys seals;
    private final Transactions transactions;
    private final SigningProvider provider;
    private volatile SigningKeySet current = SigningKeySet.empty();

    @Inject
    SigningKeys(KeyRepository keys, SealingKeys seals, Transactions transactions) {
        this.keys = keys;
        this.seals = seals;
        this.transactions = transactions;
        this.provider = SigningProvider.find();
    }

    /** Reloads the keys; a key that was decrypted before is not decrypted again. */
    synchronized void reload() {
        List<SealedKey> stored = transactions.read(keys::all);
        List<KeyInfo> infos = stored.stream().map(SealedKey::info).toList();
        SigningKeySet known = current;
        if (infos.equals(known.infos())) {
            return;
        }
        Map<String, SigningKey> opened = new HashMap<>();
        for (SealedKey key : stored) {
            String kid = key.info().kid();
            opened.put(
                    kid,
                    known.known(kid)
                            .orElseGet(() ->
                                    SigningKey.open(key.info(), key.sealed(), seals, provider)));
        }
        current = new SigningKeySet(infos, opened);
    }

    /**
     * Signs with the active key of RS256 (RFC 7515); fails as {@link #demandLoaded} without one.
     */
    public String sign(JOSEObjectType type, JWTClaimsSet claims) {
        return sign(KeyAlgorithm.RS256, type, claims);
    }

    /** Signs with the active key of an algorithm; fails as {@link #demandLoaded} without one. */
    public String sign(KeyAlgorithm algorithm, JOSEObjectType type, JWTClaimsSet claims) {
        return sign(current.active(algorithm), type, claims);
    }

    /** Signs with a key that need not be active; empty if it is not loaded. */
    Optional<String> signWith(String kid, JOSEObjectType type, JWTClaimsSet claims) {
        return current.known(kid).map(key -> sign(key, type, claims));
    }

    private static String sign(SigningKey key, JOSEObjectType type, JWTClaimsSet claims) {
        JWSHeader header =
                new JWSHeader.Builder(key.algorithm().jws()).type(type).keyID(key.kid()).build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("signing failed", e);
        }
        return token.serialize();
    }

    /**
     * The claims of a token of this type that one of the keys has signed, retired ones included;
     * empty for any other text. Their meaning, and the time, are for the caller to judge.
     */
    public Optional<JWTClaimsSet> verify(JOSEObjectType type, String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWSHeader header = token.getHeader();
            if (!type.equals(header.getType()) || header.getKeyID() == null) {
                return Optional.empty();
            }
            // The key says which algorithm is right, not the token (RFC 8725 section 3.1).
            Optional<SigningKey> key =
                    current.known(header.getKeyID())
                            .filter(it -> it.algorithm().jws().equals(header.getAlgorithm()));
            return key.isPresent() && token.verify(key.get().verifier())
                    ? Optional.of(token.getJWTClaimsSet())
                    : Optional.empty();
        } catch (ParseException | JOSEException | NullPointerException e) {
            // Nimbus 10.10 throws the last for a header that is the JSON null.
            return Optional.empty();
        }
    }

    /** Whether there is an active key of each algorithm. */
    public boolean loaded() {
        return Arrays.stream(KeyAlgorithm.values())
                .allMatch(algorithm -> current.activeInfo(algorithm).isPresent());
    }

    /** Fails fast, with the problem {@code unavailable}, when no signing key is loaded. */
    public void demandLoaded() {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            current.active(algorithm);
        }
    }

    /** The active key that signs access tokens, if any. */
    public Optional<KeyInfo> active() {
        return current.activeInfo(KeyAlgorithm.RS256);
    }

    SigningKeySet current() {
        return current;
    }
}

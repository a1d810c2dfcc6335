// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
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
    private volatile SigningKeySet current = SigningKeySet.empty();

    @Inject
    SigningKeys(KeyRepository keys, SealingKeys seals, Transactions transactions) {
        this.keys = keys;
        this.seals = seals;
        this.transactions = transactions;
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
                    known.known(kid).orElseGet(() -> SigningKey.open(kid, key.sealed(), seals)));
        }
        current = new SigningKeySet(infos, opened);
    }

    /** Signs with the active key (RFC 7515, RS256); fails as {@link #demandLoaded} without one. */
    public String sign(JOSEObjectType type, JWTClaimsSet claims) {
        SigningKey key = current.active();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID(key.kid()).build();
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
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    || !type.equals(header.getType())
                    || header.getKeyID() == null) {
                return Optional.empty();
            }
            Optional<SigningKey> key = current.known(header.getKeyID());
            return key.isPresent() && token.verify(key.get().verifier())
                    ? Optional.of(token.getJWTClaimsSet())
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** Whether there is an active key. */
    public boolean loaded() {
        return current.in(KeyState.ACTIVE).isPresent();
    }

    /** Fails fast, with the problem {@code unavailable}, when no signing key is loaded. */
    public void demandLoaded() {
        current.active();
    }

    /** The active key, if any. */
    public Optional<KeyInfo> active() {
        return current.in(KeyState.ACTIVE);
    }

    SigningKeySet current() {
        return current;
    }
}

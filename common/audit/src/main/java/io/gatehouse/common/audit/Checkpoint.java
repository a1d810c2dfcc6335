// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.jose.EdDsaSigner;
import io.gatehouse.common.jose.EdDsaVerifier;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * The signed statement that the event with this number has this hash, and by it all before.
 *
 * @param position of the event, from 1
 * @param hash of the event, in hexadecimal
 * @param at when it was signed, in seconds
 * @param expired whether the events up to it are older than they are kept, and need not be there
 */
public record Checkpoint(long position, String hash, Instant at, boolean expired) {

    /** Tells it from every other thing that is signed (RFC 8725 section 3.11). */
    private static final JOSEObjectType TYPE = new JOSEObjectType("audit-checkpoint+jwt");

    private static final String POSITION = "position";
    private static final String HASH = "hash";
    private static final String EXPIRED = "expired";

    /** One whose events are there. */
    public Checkpoint(long position, String hash, Instant at) {
        this(position, hash, at, false);
    }

    /** The same, when the events up to it are to go. */
    public Checkpoint expire() {
        return new Checkpoint(position, hash, at, true);
    }

    /** Signs it; a JWS in the compact form (RFC 7515), by Ed25519. */
    public String sign(OctetKeyPair key) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).type(TYPE).keyID(key.getKeyID()).build();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .claim(POSITION, position)
                        .claim(HASH, hash)
                        .claim(EXPIRED, expired ? true : null)
                        .issueTime(Date.from(at))
                        .build();
        SignedJWT signed = new SignedJWT(header, claims);
        try {
            signed.sign(new EdDsaSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a checkpoint could not be signed", e);
        }
        return signed.serialize();
    }

    /** What this text states, if this key has signed it. */
    public static Optional<Checkpoint> read(String text, OctetKeyPair key) {
        try {
            SignedJWT signed = SignedJWT.parse(text);
            if (!TYPE.equals(signed.getHeader().getType())
                    || !signed.verify(new EdDsaVerifier(key))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            return Optional.of(
                    new Checkpoint(
                            claims.getLongClaim(POSITION),
                            claims.getStringClaim(HASH),
                            claims.getIssueTime().toInstant(),
                            Boolean.TRUE.equals(claims.getBooleanClaim(EXPIRED))));
        } catch (ParseException | JOSEException | NullPointerException none) {
            // The last for a claim that is not there.
            return Optional.empty();
        }
    }
}

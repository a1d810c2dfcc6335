// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The rules for proofs (RFC 9449 section 4.3), the same wherever one is taken. Whether a proof was
 * used before, and whether its key is the right one, are for the caller to ask.
 */
public final class ProofRules {

    /**
     * The algorithms a client may sign by. All are asymmetric, and each has one kind of key. The
     * last two are the same, by the name of before RFC 9864 and by that of since.
     */
    public static final List<JWSAlgorithm> ALGORITHMS =
            List.of(
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.EdDSA,
                    JWSAlgorithm.Ed25519);

    /** How long a proof is good for, from its time of issue on. */
    static final Duration LIFE = Duration.ofSeconds(30);

    /** By how much the clock of a client may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int LONGEST_ID = 128;

    private final String base;
    private final Clock clock;
    private final Optional<Nonces> nonces;

    /**
     * A request that a proof is to be for.
     *
     * @param path in its plain form, without query
     * @param token that is sent beside the proof; at the token endpoint there is none
     */
    public record Request(String method, String path, Optional<String> token) {}

    /**
     * @param base the public URL under which clients know all paths, with no slash at the end;
     *     never what a request says of its host
     */
    public ProofRules(String base, Clock clock) {
        this(base, clock, Optional.empty());
    }

    /**
     * The same, demanding a nonce.
     *
     * @param nonces of which each proof has to carry one; empty to demand none
     */
    public ProofRules(String base, Clock clock, Optional<Nonces> nonces) {
        this.base = requireNonNull(base, "base");
        this.clock = requireNonNull(clock, "clock");
        this.nonces = requireNonNull(nonces, "nonces");
    }

    /**
     * A nonce for the next proof, which goes with each answer to one; empty where none is demanded.
     */
    public Optional<String> nonce() {
        return nonces.map(Nonces::make);
    }

    /** Judges the proof of a request. */
    public Verdict judge(String text, Request request) {
        try {
            SignedProof proof = SignedProof.read(text);
            JWTClaimsSet claims = proof.claims();
            return flaw(claims, request)
                    .<Verdict>map(Verdict.Flawed::new)
                    .orElseGet(() -> new Verdict.Proved(proof.thumbprint(), claims.getJWTID()));
        } catch (FlawedProofException e) {
            return new Verdict.Flawed(e.flaw());
        }
    }

    private Optional<Flaw> flaw(JWTClaimsSet claims, Request request) {
        if (!request.method().equals(claims.getClaim("htm"))) {
            return Optional.of(Flaw.METHOD);
        }
        if (!isFor(claims, request.path())) {
            return Optional.of(Flaw.TARGET);
        }
        if (!isNow(claims)) {
            return Optional.of(Flaw.TIME);
        }
        if (!hasId(claims)) {
            return Optional.of(Flaw.ID);
        }
        if (request.token().filter(token -> !isOf(claims, token)).isPresent()) {
            return Optional.of(Flaw.TOKEN);
        }
        return nonces.filter(demanded -> !hasNonce(claims, demanded)).map(_ -> Flaw.NONCE);
    }

    private boolean isFor(JWTClaimsSet claims, String path) {
        return claims.getClaim("htu") instanceof String uri
                && TargetUri.of(uri)
                        .filter(TargetUri.of(base + path).orElse("")::equals)
                        .isPresent();
    }

    private boolean isNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        return Optional.ofNullable(claims.getIssueTime())
                .map(Date::toInstant)
                .filter(issued -> !issued.isAfter(now.plus(SKEW)))
                .filter(issued -> issued.plus(LIFE).plus(SKEW).isAfter(now))
                .isPresent();
    }

    private static boolean hasId(JWTClaimsSet claims) {
        return claims.getClaim("jti") instanceof String id
                && !id.isEmpty()
                && id.length() <= LONGEST_ID;
    }

    private static boolean hasNonce(JWTClaimsSet claims, Nonces demanded) {
        return claims.getClaim("nonce") instanceof String nonce && demanded.isGood(nonce);
    }

    private static boolean isOf(JWTClaimsSet claims, String token) {
        String hash =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Sha256.of(token.getBytes(US_ASCII)));
        return claims.getClaim("ath") instanceof String said
                && MessageDigest.isEqual(hash.getBytes(US_ASCII), said.getBytes(US_ASCII));
    }
}

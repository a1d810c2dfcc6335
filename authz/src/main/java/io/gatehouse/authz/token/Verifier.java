// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens: the algorithm is pinned and not the token's choice, the key comes only
 * from idp's JWK set, and any doubt refuses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class Verifier {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final String TYPE = "at+jwt";

    /** The header parameters of idp; any other, such as {@code jku} or {@code crit}, is refused. */
    private static final Set<String> PARAMETERS = Set.of("alg", "typ", "kid");

    private static final JWSHeader PINNED = new JWSHeader(JWSAlgorithm.RS256);

    private final ClaimRules claimRules;

    public Verifier(TokenRules rules, Clock clock) {
        this.claimRules =
                new ClaimRules(requireNonNull(rules, "rules"), requireNonNull(clock, "clock"));
    }

    /** Verifies the token with the keys of the set. */
    public Verification verify(String token, JwkSet keys) {
        if (token.length() > MAX_LENGTH) {
            return new Verification.Refused(Refusal.TOO_LONG);
        }
        try {
            CompactToken parts = CompactToken.parse(token);
            Optional<Refusal> refusal = header(parts.header());
            return refusal.isPresent()
                    ? new Verification.Refused(refusal.get())
                    : verify(parts, parts.header().get("kid").textValue(), keys);
        } catch (IOException e) {
            return new Verification.Refused(Refusal.MALFORMED);
        }
    }

    boolean expired(VerifiedToken token) {
        return claimRules.expired(token.expiresAt());
    }

    private Verification verify(CompactToken parts, String keyId, JwkSet keys) throws IOException {
        Optional<JWSVerifier> key = keys.find(keyId);
        if (key.isEmpty()) {
            return new Verification.Refused(Refusal.KEY_UNKNOWN);
        }
        if (!genuine(parts, key.get())) {
            return new Verification.Refused(Refusal.SIGNATURE);
        }
        return claimRules.check(parts.claims(), keyId);
    }

    private static boolean genuine(CompactToken parts, JWSVerifier key) throws IOException {
        try {
            return key.verify(PINNED, parts.signingInput(), Base64URL.encode(parts.signature()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static Optional<Refusal> header(ObjectNode header) {
        if (!"RS256".equals(header.path("alg").textValue())) {
            return Optional.of(Refusal.ALGORITHM);
        }
        if (!TYPE.equals(header.path("typ").textValue())) {
            return Optional.of(Refusal.TYPE);
        }
        String keyId = header.path("kid").textValue();
        if (keyId == null || keyId.isEmpty()) {
            return Optional.of(Refusal.KEY_MISSING);
        }
        for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
            if (!PARAMETERS.contains(names.next())) {
                return Optional.of(Refusal.HEADER_PARAMETER);
            }
        }
        return Optional.empty();
    }
}

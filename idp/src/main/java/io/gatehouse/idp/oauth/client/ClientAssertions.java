// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Judges the assertions by which clients prove a private key (RFC 7523 section 3, OpenID Connect
 * Core 1.0 section 9).
 *
 * <p>The one audience is the issuer. Older standards name an endpoint as well; a server that gives
 * out our endpoint as its own would get assertions that count here, and so
 * draft-ietf-oauth-rfc7523bis and FAPI 2.0 refuse it.
 */
@ApplicationScoped
class ClientAssertions {

    /** How far ahead an assertion may expire. Until then its id is kept. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** By how much the clock of a client may differ. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final UsedAssertionRepository used;
    private final Transactions transactions;
    private final Clock clock;
    private final String issuer;

    @Inject
    ClientAssertions(
            UsedAssertionRepository used,
            Transactions transactions,
            Clock clock,
            IdpConfig config) {
        this.used = used;
        this.transactions = transactions;
        this.clock = clock;
        this.issuer = config.site().issuer().toString();
    }

    /** Whether an assertion is the client's, for this issuer and this time, and was never used. */
    boolean prove(String client, ClientKeys keys, SignedJWT assertion) {
        return keys.verify(assertion)
                .filter(claims -> client.equals(claims.getIssuer()))
                .filter(claims -> client.equals(claims.getSubject()))
                .filter(claims -> claims.getAudience().equals(List.of(issuer)))
                .filter(this::isNow)
                .filter(claims -> isFirst(client, claims))
                .isPresent();
    }

    private boolean isNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant start =
                Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant).orElse(now);
        Instant end = claims.getExpirationTime().toInstant();
        return end.plus(SKEW).isAfter(now)
                && !end.isAfter(now.plus(LONGEST).plus(SKEW))
                && !start.isAfter(now.plus(SKEW));
    }

    // The last of all: whoever cannot sign uses up nothing. The digest stands for an id whose
    // length and characters are the client's choice.
    private boolean isFirst(String client, JWTClaimsSet claims) {
        if (claims.getJWTID() == null) {
            return false;
        }
        SecretHash id = SecretHash.of(client + '\n' + claims.getJWTID());
        Instant end = claims.getExpirationTime().toInstant().plus(SKEW);
        return transactions.run(database -> used.insert(database, id, end));
    }
}

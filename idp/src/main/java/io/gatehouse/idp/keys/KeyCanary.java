// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.common.peer.Authorities;
import io.gatehouse.common.work.Outage;
import io.gatehouse.common.work.TimeLimit;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.altindag.ssl.SSLFactory;

/**
 * Tries a key at the gate before it signs for people: the gate has to take a token by it, as it
 * would any client's. The token is nobody's, has no role, lives half a minute, goes to the gate
 * alone and is forgotten, so that nothing is gained by causing one.
 */
@ApplicationScoped
class KeyCanary {

    private static final Logger LOG = System.getLogger(KeyCanary.class.getName());
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /** It says who is calling and reads nothing. */
    private static final String PATH = "/authentication/whoami";

    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Of the whole exchange: who answers a byte at a time keeps to the other. */
    private static final Duration WHOLE = TIMEOUT.multipliedBy(2);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final SigningKeys keys;
    private final IdpMetrics metrics;
    private final Clock clock;
    private final URI gate;
    private final Optional<Path> trust;
    private final Duration whole;
    private final Outage outage = new Outage();

    /** An exchange in a virtual thread ends, with its connection, when it is interrupted. */
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

    /** What the gate made of a token. */
    private enum Outcome {
        ACCEPTED,
        REFUSED,
        /** It was not reached, or has not looked at the token. */
        UNDECIDED
    }

    @Inject
    KeyCanary(SigningKeys keys, IdpMetrics metrics, IdpConfig config, Clock clock) {
        this(keys, metrics, clock, config.site().issuer(), config.keys().canaryTrust(), WHOLE);
    }

    KeyCanary(
            SigningKeys keys,
            IdpMetrics metrics,
            Clock clock,
            URI gate,
            Optional<Path> trust,
            Duration whole) {
        this.keys = keys;
        this.metrics = metrics;
        this.clock = clock;
        this.gate = gate;
        this.trust = trust;
        this.whole = whole;
    }

    @PreDestroy
    void close() {
        exchanges.shutdownNow();
    }

    /**
     * Whether the gate takes what a key signs. True for a key that signs no access tokens, which
     * are all that the gate takes, and where nothing is to be tried.
     */
    boolean admits(KeyInfo key) {
        if (key.algorithm() != KeyAlgorithm.RS256) {
            return true;
        }
        return trust.map(authorities -> isTaken(key.kid(), authorities)).orElse(true);
    }

    private boolean isTaken(String kid, Path authorities) {
        Outcome outcome =
                keys.signWith(kid, TYPE, claims())
                        .map(token -> ask(token, authorities))
                        .orElse(Outcome.UNDECIDED);
        metrics.keyCanary(outcome.name().toLowerCase(Locale.ROOT));
        if (outcome == Outcome.ACCEPTED) {
            outage.ends();
            return true;
        }
        LOG.log(
                outage.begins(outcome) ? Level.WARNING : Level.DEBUG,
                "signing key {0} waits: the gate was tried with a token by it: {1}",
                kid,
                outcome);
        return false;
    }

    private JWTClaimsSet claims() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(gate.toString())
                .audience("gatehouse")
                // Of no account: one has an id that was drawn like this, and is kept.
                .subject(UUID.randomUUID().toString())
                .claim("sid", UUID.randomUUID().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("client_id", "gatehouse")
                .claim("roles", List.of())
                .claim("groups", List.of())
                .claim("role", "")
                .build();
    }

    private Outcome ask(String token, Path authorities) {
        return new TimeLimit(whole, exchanges)
                .result(() -> answer(token, authorities))
                .orElse(Outcome.UNDECIDED);
    }

    private Outcome answer(String token, Path authorities) {
        try {
            return switch (status(token, authorities)) {
                case OK -> Outcome.ACCEPTED;
                case UNAUTHORIZED -> Outcome.REFUSED;
                default -> Outcome.UNDECIDED;
            };
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the gate was not reached", e);
            return Outcome.UNDECIDED;
        }
    }

    // The file is read anew each time, since authorities are renewed, and keys turn seldom.
    private int status(String token, Path authorities) {
        SSLFactory trusted =
                SSLFactory.builder().withTrustMaterial(Authorities.read(authorities)).build();
        Http1Client client =
                Http1Client.builder()
                        .tls(Tls.builder().sslContext(trusted.getSslContext()).build())
                        .proxy(Proxy.noProxy())
                        .followRedirects(false)
                        .keepAlive(false)
                        .shareConnectionCache(false)
                        .servicesDiscoverServices(false)
                        .connectTimeout(TIMEOUT)
                        .readTimeout(TIMEOUT)
                        .build();
        try (Http1ClientResponse response =
                client.get()
                        .uri(gate + PATH)
                        .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
                        .header(HeaderNames.USER_AGENT, "Gatehouse")
                        .request()) {
            return response.status().code();
        } finally {
            client.closeResource();
        }
    }
}

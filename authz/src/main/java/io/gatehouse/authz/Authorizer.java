// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.apikey.ExchangeListener;
import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.check.CheckService;
import io.gatehouse.authz.check.Decider;
import io.gatehouse.authz.check.DecisionListener;
import io.gatehouse.authz.check.Possession;
import io.gatehouse.authz.policy.RoutePolicy;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.revocation.RevocationFollower;
import io.gatehouse.authz.token.RemoteJwkSet;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.Verifier;
import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.work.RepeatedWork;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Wires the decider of this service, and the work that keeps its JWK set and deny list current. */
final class Authorizer implements AutoCloseable {
    private final RemoteJwkSet keys;
    private final DenyList denyList;
    private final RevocationFollower follower;
    private final KeyExchange apiKeys;
    private final Decider decider;
    private final LongSupplier nanoTime;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RepeatedWork polling;
    private final RepeatedWork loading;
    private final RepeatedWork refreshing;
    private final AtomicBoolean ready = new AtomicBoolean();
    private volatile Runnable whenReady = () -> {};

    /**
     * Creates the parts without loading anything.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    Authorizer(
            AuthzConfig config,
            RoutePolicy policy,
            IdpClient idp,
            ExchangeListener exchanges,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        keys = new RemoteJwkSet(idp, background, nanoTime);
        denyList = new DenyList(config.staleAfter(), clock, nanoTime);
        follower = new RevocationFollower(denyList, idp, random, nanoTime);
        apiKeys = new KeyExchange(idp, background, exchanges, config.apiKeyCacheSize(), nanoTime);
        decider =
                new Decider(
                        policy,
                        new TokenCache(
                                new Verifier(config.token(), clock),
                                keys::current,
                                config.cacheSize()),
                        denyList,
                        new SameOrigin(config.allowedOrigins()),
                        new Possession(
                                proofRules(config, clock),
                                new UsedProofs(config.usedProofs(), nanoTime)),
                        apiKeys);
        polling = new RepeatedWork("revocations", config.poll(), random, this::poll).atOnce();
        // Without keys no token can be checked, so loading is retried at the polling interval.
        loading =
                new RepeatedWork("first-keys", config.poll(), random, this::load)
                        .atOnce()
                        .asLongAs(() -> keys.current().isEmpty());
        refreshing = new RepeatedWork("keys", config.keysRefresh(), random, keys::refresh);
    }

    private static ProofRules proofRules(AuthzConfig config, Clock clock) {
        return new ProofRules(
                config.token().issuer(),
                clock,
                config.nonces()
                        .map(nonces ->
                                new Nonces(
                                        KeyedHash.parse(nonces.key().text()),
                                        "gate",
                                        nonces.life(),
                                        clock)));
    }

    /** The gRPC service that returns the decisions. */
    CheckService service(List<DecisionListener> listeners) {
        return new CheckService(decider, keys, apiKeys, listeners, nanoTime);
    }

    /**
     * Starts to follow the stream of revocations in the background.
     *
     * @param whenReady runs once, when the keys and the deny list are loaded
     */
    void start(Runnable whenReady) {
        this.whenReady = requireNonNull(whenReady, "whenReady");
        background.execute(follower::follow);
    }

    /** The work that polls idp for revocations. */
    RepeatedWork polling() {
        return polling;
    }

    /** The work that fetches the first keys; it ends once there are any. */
    RepeatedWork loading() {
        return loading;
    }

    /** The work that refreshes the JWK set. */
    RepeatedWork refreshing() {
        return refreshing;
    }

    /** Whether the keys and the deny list have been loaded once, so that tokens can be checked. */
    boolean isReady() {
        return ready.get();
    }

    RemoteJwkSet keys() {
        return keys;
    }

    DenyList denyList() {
        return denyList;
    }

    KeyExchange apiKeys() {
        return apiKeys;
    }

    @Override
    public void close() {
        follower.close();
        background.shutdownNow();
    }

    private void poll() {
        follower.poll();
        tellWhenReady();
    }

    private void load() {
        keys.refresh();
        tellWhenReady();
    }

    private void tellWhenReady() {
        if (denyList.isLoaded() && !keys.current().isEmpty() && ready.compareAndSet(false, true)) {
            whenReady.run();
        }
    }
}

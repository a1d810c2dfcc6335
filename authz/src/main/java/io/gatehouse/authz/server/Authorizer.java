// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.check.CheckService;
import io.gatehouse.authz.check.Decider;
import io.gatehouse.authz.check.DecisionListener;
import io.gatehouse.authz.policy.RoutePolicy;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.revocation.RevocationFollower;
import io.gatehouse.authz.token.RemoteJwkSet;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.Verifier;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.work.RepeatedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The parts of a decision put together, and the work that keeps keys and deny list current. */
public final class Authorizer implements AutoCloseable {
    private final AuthzConfig config;
    private final RemoteJwkSet keys;
    private final DenyList denyList;
    private final RevocationFollower follower;
    private final Decider decider;
    private final LongSupplier nanoTime;
    private final AtomicBoolean announced = new AtomicBoolean();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RandomGenerator random;
    private volatile List<RepeatedWork> works = List.of();
    private volatile boolean ready;

    /**
     * Loads nothing yet.
     *
     * @param nanoTime a clock that never jumps
     */
    public Authorizer(
            AuthzConfig config,
            RoutePolicy policy,
            IdpClient idp,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.config = requireNonNull(config, "config");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.random = requireNonNull(random, "random");
        this.keys = new RemoteJwkSet(idp, background, nanoTime);
        this.denyList = new DenyList(config.staleAfter(), clock, nanoTime);
        this.follower = new RevocationFollower(denyList, idp, random, nanoTime);
        Verifier verifier = new Verifier(config.token(), clock);
        this.decider =
                new Decider(
                        policy,
                        new TokenCache(verifier, keys::current, config.cacheSize()),
                        denyList,
                        new SameOrigin(config.allowedOrigins()));
    }

    /** The gRPC service that answers with these decisions. */
    public CheckService service(List<DecisionListener> listeners) {
        return new CheckService(decider, keys, listeners, nanoTime);
    }

    /**
     * Loads keys and deny list and keeps them current; does not wait for either.
     *
     * @param whenReady run once, after both are there
     */
    public void start(Runnable whenReady) {
        background.execute(follower::follow);
        RepeatedWork polling = every("revocations", config.poll(), then(follower::poll, whenReady));
        // Until idp was reached once there is nothing to decide with, so that is tried often.
        RepeatedWork loading = every("first-keys", config.poll(), then(this::loadKeys, whenReady));
        RepeatedWork refreshing = every("keys", config.keysRefresh(), keys::refresh);
        works = List.of(polling, loading, refreshing);
        polling.startAtOnce();
        loading.startAtOnce();
        refreshing.start();
    }

    /** Whether keys and deny list were loaded once, so that requests are decided without delay. */
    public boolean isReady() {
        return ready;
    }

    public RemoteJwkSet keys() {
        return keys;
    }

    public DenyList denyList() {
        return denyList;
    }

    /** What runs in the background, once started. */
    List<RepeatedWork> works() {
        return works;
    }

    @Override
    public void close() {
        follower.close();
        works.forEach(RepeatedWork::close);
        background.shutdownNow();
    }

    private boolean isLoaded() {
        return denyList.isLoaded() && !keys.current().isEmpty();
    }

    private Runnable then(Runnable work, Runnable whenReady) {
        return () -> {
            work.run();
            if (isLoaded() && announced.compareAndSet(false, true)) {
                ready = true;
                whenReady.run();
            }
        };
    }

    private void loadKeys() {
        if (keys.current().isEmpty()) {
            keys.refresh();
        }
    }

    private RepeatedWork every(String name, Duration interval, Runnable work) {
        return new RepeatedWork(name, interval, random, work);
    }
}

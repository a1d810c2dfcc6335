// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The parts of a decision put together, and the work that keeps keys and deny list current. */
final class Authorizer implements AutoCloseable {
    private final RemoteJwkSet keys;
    private final DenyList denyList;
    private final RevocationFollower follower;
    private final Decider decider;
    private final LongSupplier nanoTime;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RepeatedWork polling;
    private final RepeatedWork loading;
    private final RepeatedWork refreshing;
    private final AtomicBoolean ready = new AtomicBoolean();
    private volatile Runnable whenReady = () -> {};

    /**
     * Loads nothing yet.
     *
     * @param nanoTime a clock that never jumps
     */
    Authorizer(
            AuthzConfig config,
            RoutePolicy policy,
            IdpClient idp,
            Clock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        keys = new RemoteJwkSet(idp, background, nanoTime);
        denyList = new DenyList(config.staleAfter(), clock, nanoTime);
        follower = new RevocationFollower(denyList, idp, random, nanoTime);
        decider =
                new Decider(
                        policy,
                        new TokenCache(
                                new Verifier(config.token(), clock),
                                keys::current,
                                config.cacheSize()),
                        denyList,
                        new SameOrigin(config.allowedOrigins()));
        polling = new RepeatedWork("revocations", config.poll(), random, this::poll).atOnce();
        // Until idp was reached once there is nothing to decide with, so that is tried often.
        loading =
                new RepeatedWork("first-keys", config.poll(), random, this::load)
                        .atOnce()
                        .asLongAs(() -> keys.current().isEmpty());
        refreshing = new RepeatedWork("keys", config.keysRefresh(), random, keys::refresh);
    }

    /** The gRPC service that answers with these decisions. */
    CheckService service(List<DecisionListener> listeners) {
        return new CheckService(decider, keys, listeners, nanoTime);
    }

    /**
     * Begins to follow the stream of revocations; does not wait for it.
     *
     * @param whenReady run once, after keys and deny list are there
     */
    void start(Runnable whenReady) {
        this.whenReady = requireNonNull(whenReady, "whenReady");
        background.execute(follower::follow);
    }

    /** Asks idp for revocations. */
    RepeatedWork polling() {
        return polling;
    }

    /** Asks idp for keys until there are any. */
    RepeatedWork loading() {
        return loading;
    }

    /** Asks idp for other keys. */
    RepeatedWork refreshing() {
        return refreshing;
    }

    /** Whether keys and deny list were loaded once, so that requests are decided without delay. */
    boolean isReady() {
        return ready.get();
    }

    RemoteJwkSet keys() {
        return keys;
    }

    DenyList denyList() {
        return denyList;
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.web.ProblemException;
import io.gatehouse.idp.account.AccountsFile;
import io.gatehouse.idp.account.Passwords;
import io.gatehouse.idp.keys.KeyInfo;
import io.gatehouse.idp.keys.KeyRing;
import io.gatehouse.idp.keys.KeyRotation;
import io.gatehouse.idp.revocation.RevocationFeed;
import io.gatehouse.idp.session.Cleanup;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Starts what this service does without being asked, and outlives the database being away. */
@ApplicationScoped
public class Background {

    private static final Logger LOG = System.getLogger(Background.class.getName());

    /** A key made or dropped by another instance is known here after this at the latest. */
    private static final long KEYS_SECONDS = 2;

    private static final long CLEANUP_SECONDS = 60;

    private final KeyRotation rotation;
    private final Cleanup cleanup;
    private final AccountsFile accounts;
    private final RevocationFeed feed;
    private final ScheduledThreadPoolExecutor clockwork =
            new ScheduledThreadPoolExecutor(
                    2, Thread.ofPlatform().daemon().name("background-", 0).factory());

    @Inject
    public Background(
            KeyRotation rotation, Cleanup cleanup, AccountsFile accounts, RevocationFeed feed) {
        this.rotation = rotation;
        this.cleanup = cleanup;
        this.accounts = accounts;
        this.feed = feed;
    }

    // After the metrics of the container (1010), which the database pool reports to.
    void start(
            @Observes @Priority(3000) @Initialized(ApplicationScoped.class) Object event,
            IdpMetrics metrics,
            Passwords passwords,
            KeyRing ring,
            Clock clock) {
        metrics.watch("gatehouse.idp.password.waiting", passwords::waiting);
        metrics.watch("gatehouse.idp.key.age.seconds", () -> keyAge(ring, clock));
        feed.start();
        every(KEYS_SECONDS, "keys", this::keys);
        every(CLEANUP_SECONDS, "cleanup", cleanup::tick);
    }

    private void keys() {
        rotation.tick();
        if (!accounts.applied()) {
            accounts.apply();
        }
    }

    private static long keyAge(KeyRing ring, Clock clock) {
        return ring.active()
                .flatMap(KeyInfo::activatedAt)
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(-1L);
    }

    // The future tells nothing: what fails is logged by guarded(), and the schedule never ends.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void every(long seconds, String name, Runnable work) {
        clockwork.scheduleWithFixedDelay(() -> guarded(name, work), 0, seconds, TimeUnit.SECONDS);
    }

    // A throwable that escapes would end the schedule for good.
    private static void guarded(String name, Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            LOG.log(Level.WARNING, "background work {0} waits: {1}", name, e.code());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "background work " + name + " failed", e);
        }
    }

    @PreDestroy
    void stop() {
        clockwork.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import static io.gatehouse.common.web.server.Metrics.named;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.keys.KeyInfo;
import io.gatehouse.idp.keys.KeyRotation;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.password.Passwords;
import io.gatehouse.idp.registration.AccountsFile;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.Cleanup;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;

/** Starts what this service does without being asked, and outlives the database being away. */
@ApplicationScoped
public class Background {

    /** A round comes half as late again at the most: other instances' keys are known in 2 s. */
    private static final Duration KEYS = Duration.ofMillis(1300);

    private static final Duration CLEANUP = Duration.ofMinutes(1);

    private static final Metadata WAITING =
            named("idp_password_waiting", "Passwords that wait to be checked.");
    private static final Metadata KEY_AGE =
            named("idp_key_age_seconds", "Time since the signing key began to sign, -1 for none.");

    private final KeyRotation rotation;
    private final AccountsFile accounts;
    private final RevocationNotifier notifier;
    private final List<RepeatedWork> works;

    @Inject
    public Background(
            KeyRotation rotation,
            Cleanup cleanup,
            AccountsFile accounts,
            RevocationNotifier notifier,
            SecureRandom random) {
        this.rotation = rotation;
        this.accounts = accounts;
        this.notifier = notifier;
        this.works =
                List.of(
                        new RepeatedWork("keys", KEYS, random, this::keys),
                        new RepeatedWork("cleanup", CLEANUP, random, cleanup::tick));
    }

    // After the metrics of the container (1010), which the database pool reports to.
    void start(
            @Observes @Priority(3000) @Initialized(ApplicationScoped.class) Object event,
            IdpMetrics metrics,
            Passwords passwords,
            SigningKeys signingKeys,
            Clock clock) {
        metrics.watch(WAITING, passwords::waiting);
        metrics.watch(KEY_AGE, () -> keyAge(signingKeys, clock));
        notifier.start();
        works.forEach(metrics::failuresOf);
        works.forEach(RepeatedWork::startAtOnce);
    }

    private void keys() {
        rotation.tick();
        if (!accounts.applied()) {
            accounts.apply();
        }
    }

    private static long keyAge(SigningKeys signingKeys, Clock clock) {
        return signingKeys
                .active()
                .flatMap(KeyInfo::activatedAt)
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(-1L);
    }

    @PreDestroy
    void stop() {
        works.forEach(RepeatedWork::close);
    }
}

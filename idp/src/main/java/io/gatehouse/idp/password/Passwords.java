// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords: as many at once as configured, with a short bounded queue. A full queue refuses
 * work, so that a flood of sign-ins can neither fill the memory nor make everybody wait.
 */
public final class Passwords implements AutoCloseable {

    private final PasswordHasher hasher;
    private final ThreadPoolExecutor workers;
    private final PasswordHash decoy;

    /** The result of a check: whether the password is correct, and whether its hash is outdated. */
    public record Verdict(boolean correct, boolean outdated) {}

    public Passwords(IdpConfig.Passwords config, SecureRandom random) {
        this(config, new Argon2(config.cost(), random), random);
    }

    Passwords(IdpConfig.Passwords config, PasswordHasher hasher, SecureRandom random) {
        this.hasher = hasher;
        workers =
                new ThreadPoolExecutor(
                        config.concurrency(),
                        config.concurrency(),
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(config.queue()),
                        Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        decoy = new PasswordHash(config.cost(), secret, new byte[32]);
    }

    /**
     * Hashes a password that keeps the rules; returns it in the PHC string format.
     *
     * @throws ProblemException {@code too_many_requests} when the queue is full
     */
    public String hash(String password) {
        return run(() -> hasher.hash(PasswordRules.normalise(password))).phc();
    }

    /**
     * Waits for the turn of a check, and does it with all that belongs to it.
     *
     * @param check with one {@link #match}
     * @throws ProblemException {@code too_many_requests} when the queue is full; what the check
     *     throws
     */
    <T> T inTurn(Supplier<T> check) {
        return run(check::get);
    }

    /**
     * Checks a password, always with exactly one hash: no account, an impossible password and a
     * wrong one all take as long as a right one (OWASP ASVS 6.3.8). It runs on the calling thread,
     * whose turn it must be.
     */
    Verdict match(String password, Optional<String> stored) {
        boolean plausible = PasswordRules.plausible(password);
        String hashed = plausible ? PasswordRules.normalise(password) : "";
        PasswordHash expected = stored.map(PasswordHash::parse).orElse(decoy);
        boolean matches = hasher.matches(hashed, expected);
        return new Verdict(matches && plausible && stored.isPresent(), hasher.outdated(expected));
    }

    /** The number of hashes that wait for a free thread. */
    public int waiting() {
        return workers.getQueue().size();
    }

    private <T> T run(Callable<T> work) {
        Future<T> result;
        try {
            result = workers.submit(work);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(
                            ProblemCode.TOO_MANY_REQUESTS, "Too many sign-ins at this moment.", e)
                    .withRetryAfter(Duration.ofSeconds(1));
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The service is stopping.", e)
                    .withRetryAfter(Duration.ofSeconds(1));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

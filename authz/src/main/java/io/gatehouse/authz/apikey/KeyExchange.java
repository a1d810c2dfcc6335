// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.gatehouse.authz.apikey.ExchangeListener.Outcome;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.work.Outage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Exchanges API keys for access tokens at idp, and remembers the answers, by hashes of the keys and
 * never by the keys. A token is used until shortly before it expires; that a key opens nothing is
 * believed for ten seconds. A question without an answer leaves nothing behind.
 *
 * <p>Whoever guesses keys fills the cache with refusals, but those that are asked for once do not
 * push out what is asked for often (TinyLFU), and no more than {@value #MOST_OPEN} questions are
 * open at once.
 */
public final class KeyExchange {
    private static final Logger LOG = System.getLogger(KeyExchange.class.getName());

    /** A token is not used for the last minute of its life, or half of a shorter one. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration REFUSAL = Duration.ofSeconds(10);
    private static final int MOST_OPEN = 64;
    private static final Exchanged UNKNOWN = new Exchanged.Unknown();
    private static final Exchanged REFUSED = new Exchanged.Refused();

    private final ApiKeySource source;
    private final Executor executor;
    private final ExchangeListener listener;
    private final AsyncCache<ByteBuffer, Exchanged> answers;
    private final Semaphore places = new Semaphore(MOST_OPEN);
    private final Outage outage = new Outage();

    /**
     * @param executor runs the questions, which block
     * @param size the maximum number of keys, of about 1.5 KiB each
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public KeyExchange(
            ApiKeySource source,
            Executor executor,
            ExchangeListener listener,
            long size,
            LongSupplier nanoTime) {
        this.source = requireNonNull(source, "source");
        this.executor = requireNonNull(executor, "executor");
        this.listener = requireNonNull(listener, "listener");
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(size)
                        .ticker(nanoTime::getAsLong)
                        .expireAfter(Expiry.<ByteBuffer, Exchanged>writing((_, it) -> life(it)))
                        .buildAsync();
    }

    /** What is known of a key, without waiting for anything. */
    public Exchanged known(ApiKey key) {
        CompletableFuture<Exchanged> answer = answers.getIfPresent(hash(key));
        return answer == null ? UNKNOWN : now(answer);
    }

    /**
     * Asks idp about a key of which nothing is known. Concurrent callers share one question; it
     * fails where there is no answer.
     */
    public CompletableFuture<Exchanged> ask(ApiKey key) {
        ByteBuffer hash = hash(key);
        CompletableFuture<Exchanged> answer = new CompletableFuture<>();
        CompletableFuture<Exchanged> other = answers.asMap().putIfAbsent(hash, answer);
        if (other != null) {
            return other.copy();
        }
        try {
            executor.execute(() -> exchange(key, hash, answer));
        } catch (RejectedExecutionException e) {
            fail(hash, answer, e);
        }
        return answer.copy();
    }

    private void exchange(ApiKey key, ByteBuffer hash, CompletableFuture<Exchanged> answer) {
        try {
            answer.complete(exchange(key));
        } catch (RuntimeException e) {
            fail(hash, answer, e);
        }
    }

    /** Forgets first: whoever asks again as soon as this failed must not find it. */
    private void fail(
            ByteBuffer hash, CompletableFuture<Exchanged> answer, RuntimeException failure) {
        answers.asMap().remove(hash, answer);
        answer.completeExceptionally(failure);
    }

    /** Forgets a token that the gate has refused, unless there is another one by now. */
    public void forget(ApiKey key, Exchanged.Token dead) {
        ByteBuffer hash = hash(key);
        Optional.ofNullable(answers.getIfPresent(hash))
                .filter(answer -> now(answer).equals(dead))
                .ifPresent(answer -> answers.asMap().remove(hash, answer));
    }

    public long size() {
        return answers.synchronous().estimatedSize();
    }

    private static Exchanged now(CompletableFuture<Exchanged> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join() : UNKNOWN;
    }

    private Exchanged exchange(ApiKey key) {
        if (!places.tryAcquire()) {
            listener.exchanged(Outcome.BUSY);
            throw new IllegalStateException("too many API keys are asked for at once");
        }
        try {
            Optional<IssuedToken> token = source.exchange(key);
            outage.ends();
            listener.exchanged(token.isPresent() ? Outcome.ISSUED : Outcome.REFUSED);
            return token.<Exchanged>map(KeyExchange::usable).orElse(REFUSED);
        } catch (IOException e) {
            listener.exchanged(Outcome.FAILED);
            if (outage.begins()) {
                LOG.log(Level.WARNING, "API keys cannot be exchanged: {0}", e.toString());
            }
            throw new UncheckedIOException(e);
        } finally {
            places.release();
        }
    }

    private static Exchanged usable(IssuedToken token) {
        Duration whole = Duration.ofSeconds(token.expiresIn());
        Duration half = whole.dividedBy(2);
        return new Exchanged.Token(
                token.accessToken(), half.compareTo(MARGIN) < 0 ? half : whole.minus(MARGIN));
    }

    private static Duration life(Exchanged answer) {
        return answer instanceof Exchanged.Token token ? token.life() : REFUSAL;
    }

    private static ByteBuffer hash(ApiKey key) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.text().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.token.VerifiedToken;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The revoked tokens, sessions, subjects and keys. Entries are only added, and removed once they
 * expire: messages in any order and number never allow again what was denied.
 */
public final class DenyList {
    /** Tokens stay valid for the clock skew after {@code exp}; an entry stays twice as long. */
    private static final Duration AFTERLIFE = Duration.ofMinutes(1);

    /** The outcome of applying a message. */
    public enum Outcome {
        /** The list holds everything up to the message's revision. */
        APPLIED,
        /** Entries between the list's revision and the message are missing: request them. */
        GAP,
        /** The revision of idp went back, so its history was reset: request all of it. */
        RELOAD
    }

    private record Entry(long notBefore, long expiresAt) {
        Entry with(Entry other) {
            return new Entry(
                    Math.max(notBefore, other.notBefore), Math.max(expiresAt, other.expiresAt));
        }
    }

    private final Map<Revocation.Kind, ConcurrentMap<String, Entry>> entries =
            new EnumMap<>(Revocation.Kind.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder reloads = new LongAdder();
    private final Duration staleAfter;
    private final Clock clock;
    private final LongSupplier nanoTime;

    private volatile boolean loaded;
    private volatile long revision;
    private volatile long heardAt;

    /**
     * @param staleAfter the time after the last message at which the list becomes stale
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public DenyList(Duration staleAfter, Clock clock, LongSupplier nanoTime) {
        this.staleAfter = requireNonNull(staleAfter, "staleAfter");
        this.clock = requireNonNull(clock, "clock");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.heardAt = nanoTime.getAsLong();
        for (Revocation.Kind kind : Revocation.Kind.values()) {
            entries.put(kind, new ConcurrentHashMap<>());
        }
    }

    /** Whether a revocation matches the token. */
    public boolean denies(VerifiedToken token) {
        if (has(Revocation.Kind.TOKEN, token.tokenId())
                || has(Revocation.Kind.SESSION, token.sessionId())
                || has(Revocation.Kind.KEY, token.keyId())) {
            return true;
        }
        Entry subject = entries.get(Revocation.Kind.SUBJECT).get(token.subject());
        return subject != null && token.notBefore() < subject.notBefore();
    }

    /**
     * Applies a message.
     *
     * @param after the revision that the message continues from; 0 for a complete list
     */
    public Outcome apply(long after, RevocationPage page) {
        lock.lock();
        try {
            page.entries().forEach(this::add);
            if (page.revision() < after) {
                reloads.increment();
                return Outcome.RELOAD;
            }
            if (after > revision) {
                return Outcome.GAP;
            }
            // A late response to a poll may be older than what the stream delivered meanwhile; only
            // a complete list may lower the revision.
            revision = after == 0 ? page.revision() : Math.max(revision, page.revision());
            heardAt = nanoTime.getAsLong();
            loaded |= after == 0;
            return Outcome.APPLIED;
        } finally {
            lock.unlock();
        }
    }

    /** Removes entries whose tokens have all expired. */
    public void purge() {
        long now = clock.instant().getEpochSecond();
        entries.values().forEach(kind -> kind.values().removeIf(e -> e.expiresAt() <= now));
    }

    /** Whether a complete list was loaded once; before that no token may be accepted. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Whether the last message from idp is older than {@code staleAfter}. */
    public boolean isStale() {
        return age().compareTo(staleAfter) > 0;
    }

    /** The time since the last message, or since the start. */
    public Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - heardAt);
    }

    public long revision() {
        return revision;
    }

    public long size() {
        return entries.values().stream().mapToLong(Map::size).sum();
    }

    public long reloads() {
        return reloads.sum();
    }

    private boolean has(Revocation.Kind kind, String value) {
        return entries.get(kind).containsKey(value);
    }

    private void add(Revocation entry) {
        entries.get(entry.kind())
                .merge(
                        entry.value(),
                        new Entry(
                                entry.notBefore().orElse(0),
                                entry.expiresAt().plus(AFTERLIFE).getEpochSecond()),
                        Entry::with);
    }
}

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
 * The tokens, sessions, subjects and keys that are refused although their tokens verify. Entries
 * are only ever added and die of age: whatever order or however often messages arrive, nothing that
 * was denied becomes allowed again.
 */
public final class DenyList {
    /** Tokens live on for the clock skew after {@code exp}; twice that is safely longer. */
    private static final Duration AFTERLIFE = Duration.ofMinutes(1);

    /** What to do after a message. */
    public enum Outcome {
        /** The list holds everything up to the message's revision. */
        APPLIED,
        /** Entries between our revision and the message are missing: ask after our revision. */
        GAP,
        /** idp has forgotten or restarted its history: ask for all of it. */
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
     * @param staleAfter how long after the last message the list still counts as current
     * @param nanoTime a clock that never jumps
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

    /** Whether the token must be refused. */
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
     * Takes in a message.
     *
     * @param after the revision the message continues from; 0 for all there is
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
            // A late answer to a poll may be older than what the stream brought meanwhile; only an
            // answer with all there is may take the revision back.
            revision = after == 0 ? page.revision() : Math.max(revision, page.revision());
            heardAt = nanoTime.getAsLong();
            loaded |= after == 0;
            return Outcome.APPLIED;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what no token can be concerned by any more. */
    public void purge() {
        long now = clock.instant().getEpochSecond();
        entries.values().forEach(kind -> kind.values().removeIf(e -> e.expiresAt() <= now));
    }

    /** Whether all there is was heard once; before that nothing may be allowed. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Whether idp was not heard for longer than a revocation may take. */
    public boolean isStale() {
        return age().compareTo(staleAfter) > 0;
    }

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

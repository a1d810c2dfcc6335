// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers the proofs that this process has accepted for as long as they could be used again (RFC
 * 9449 section 11.1). It never forgets one to make room for another: whoever could fill it could
 * then use an old proof again. While it is full, no proof counts.
 */
public final class UsedProofs {

    /** From the first use on: a proof may come early by the skew, and late by it. */
    static final Duration KEPT = ProofRules.LIFE.plus(ProofRules.SKEW.multipliedBy(2));

    private final int most;
    private final LongSupplier nanoTime;

    /** By digest, oldest first, since each is kept equally long. */
    private final Map<String, Long> until = new LinkedHashMap<>();

    /** What is known of a proof. */
    public enum Use {
        FIRST,
        REPEATED,
        /** Nobody knows: there is no room to remember another one. */
        FULL
    }

    /**
     * @param most that are remembered at once, some 150 bytes each
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public UsedProofs(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /** Uses a proof. Of a hundred uses at once one is the first. */
    public synchronized Use use(Verdict.Proved proof) {
        long now = nanoTime.getAsLong();
        forgetUntil(now);
        String digest = digest(proof);
        if (until.containsKey(digest)) {
            return Use.REPEATED;
        }
        if (until.size() >= most) {
            return Use.FULL;
        }
        until.put(digest, now + KEPT.toNanos());
        return Use.FIRST;
    }

    private void forgetUntil(long now) {
        Iterator<Long> ends = until.values().iterator();
        while (ends.hasNext() && ends.next() - now <= 0) {
            ends.remove();
        }
    }

    // Of one length, and without what a client has written.
    private static String digest(Verdict.Proved proof) {
        String whole = proof.thumbprint() + '\n' + proof.id();
        return new String(Sha256.of(whole.getBytes(UTF_8)), ISO_8859_1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/**
 * A session with the hashes of its refresh tokens, and the rule for a presented token (RFC 9700
 * section 4.14.2).
 *
 * <p>The generation counts up and alone decides whether a token is old: clocks may step. Only the
 * token used last stays usable for a short time, because responses get lost and pages refresh
 * twice; it then yields the same successor, so no second family ever begins.
 */
public final class Family {

    /** The time for which the token used last yields the same successor again. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Session session;
    private final byte[] current;
    private final byte[] previous;
    private final byte[] successor;

    /** The verdict on a presented token. */
    public enum Verdict {
        /** It is the newest: it is replaced. */
        ROTATE,
        /** It was used a moment ago: it yields the same successor again. */
        REPLAY,
        /** It was used before: somebody has a copy, so the whole session ends. */
        REUSED,
        /** The session has expired. */
        EXPIRED
    }

    Family(Session session, byte[] current, byte[] previous, byte[] successor) {
        this.session = session;
        this.current = current.clone();
        this.previous = previous.clone();
        this.successor = successor.clone();
    }

    public Session session() {
        return session;
    }

    byte[] successor() {
        return successor.clone();
    }

    public Verdict judge(RefreshToken token, Instant now) {
        if (session.expiry().passed(now)) {
            return Verdict.EXPIRED;
        }
        byte[] digest = token.digest();
        if (token.generation() == session.generation()) {
            return MessageDigest.isEqual(digest, current) ? Verdict.ROTATE : Verdict.REUSED;
        }
        boolean justUsed =
                token.generation() == session.generation() - 1
                        && MessageDigest.isEqual(digest, previous)
                        && !now.isAfter(session.rotatedAt().plus(GRACE));
        return justUsed ? Verdict.REPLAY : Verdict.REUSED;
    }
}

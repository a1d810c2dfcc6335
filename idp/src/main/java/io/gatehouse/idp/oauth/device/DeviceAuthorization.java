// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A device authorization as it is stored, under the hash of its device code.
 *
 * @param client the id of the client that began it
 * @param scope separated by spaces, never empty
 * @param audiences of which each access token may have one, never empty
 * @param approval by whom it was allowed; empty until then
 */
public record DeviceAuthorization(
        String client,
        String scope,
        List<String> audiences,
        State state,
        Optional<Approval> approval,
        Polling polling,
        Instant expiresAt) {

    public DeviceAuthorization {
        audiences = List.copyOf(audiences);
    }

    /**
     * The part of an interval that a poll may come early: some clients send one at each tick of a
     * clock, and the network delays the one more than the other.
     */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** What has become of it; a used one has given its tokens. */
    enum State {
        PENDING,
        ALLOWED,
        DENIED,
        USED
    }

    /**
     * How often the client may ask.
     *
     * @param interval between two polls
     * @param last the last poll; empty before the first
     */
    record Polling(Duration interval, Optional<Instant> last) {}

    /**
     * Who has allowed it.
     *
     * @param accountNotBefore that of the account at that time: any change that made its tokens
     *     worthless since then has made this worthless, too
     * @param authenticatedAt when the account signed in in the browser
     */
    public record Approval(UUID account, long accountNotBefore, Instant authenticatedAt) {}

    /** What a client that polls is told (RFC 8628 section 3.5). */
    public enum Verdict {
        PENDING,
        /** It polls more often than it may. */
        TOO_SOON,
        ALLOWED,
        DENIED,
        EXPIRED,
        USED
    }

    /** The verdict on a poll. */
    public Verdict judge(Instant now) {
        if (state != State.USED && !now.isBefore(expiresAt)) {
            return Verdict.EXPIRED;
        }
        return switch (state) {
            case PENDING -> isTooSoon(now) ? Verdict.TOO_SOON : Verdict.PENDING;
            case ALLOWED -> Verdict.ALLOWED;
            case DENIED -> Verdict.DENIED;
            case USED -> Verdict.USED;
        };
    }

    private boolean isTooSoon(Instant now) {
        return polling.last()
                .map(last -> last.plus(polling.interval()).minus(TOLERANCE))
                .filter(now::isBefore)
                .isPresent();
    }
}

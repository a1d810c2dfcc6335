// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import io.gatehouse.cli.wire.Problem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gate's response to a {@link Call}.
 *
 * @param retryAfter the time to wait, from the header {@code Retry-After}
 * @param requestId the value of the header {@code X-Request-Id}
 * @param link the value of the header {@code Link}
 */
public record Answer(
        int status,
        String body,
        Optional<Duration> retryAfter,
        Optional<String> requestId,
        Optional<String> link) {
    private static final Pattern NEXT = Pattern.compile("<(/[^>]*)>; rel=\"next\"");

    /** The path of the next page, as the header {@code Link} tells it (RFC 8288). */
    public Optional<String> next() {
        return link.map(NEXT::matcher).filter(Matcher::matches).map(match -> match.group(1));
    }

    public boolean success() {
        return status >= 200 && status < 300;
    }

    /** Returns this response if its status is 2xx, else throws {@link Failure.Refused}. */
    public Answer orThrow() {
        if (!success()) {
            throw new Failure.Refused(this, problem());
        }
        return this;
    }

    public <T> T as(Class<T> type) {
        try {
            return Json.read(body, type);
        } catch (UncheckedIOException e) {
            throw new Failure.Unreachable("The answer is not one of Gatehouse.", e);
        }
    }

    /**
     * Parses the problem body. A response without one, such as a proxy's, becomes a problem with a
     * generic title.
     */
    public Problem problem() {
        try {
            Problem told = Json.read(body, Problem.class);
            Optional<String> id = told.requestId().or(this::requestId);
            return new Problem(told.title(), status, told.code(), told.detail(), id, told.errors());
        } catch (UncheckedIOException e) {
            return new Problem(
                    "The gate answered with status " + status,
                    status,
                    "",
                    Optional.empty(),
                    requestId,
                    List.of());
        }
    }

    /** Whether the error is temporary: 503 or 504. */
    boolean isPassing() {
        return status == 503 || status == 504;
    }
}

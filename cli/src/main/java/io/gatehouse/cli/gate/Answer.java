// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import io.gatehouse.cli.wire.Problem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came back for a {@link Call}. */
public record Answer(
        int status, String body, Optional<Duration> retryAfter, Optional<String> requestId) {

    public boolean success() {
        return status >= 200 && status < 300;
    }

    /** Returns this answer if it is a success. */
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

    /** Reads the error; an answer without one (some proxy in between) is given a plain one. */
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

    /** Says that the same call may get another answer in a moment. */
    boolean isPassing() {
        return status == 503 || status == 504;
    }
}

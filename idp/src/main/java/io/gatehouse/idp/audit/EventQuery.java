// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/**
 * A query for a page of events, newest first.
 *
 * @param account whose events, or those of all
 * @param kind of the events, empty for every kind
 * @param since the events at that time and after it
 */
record EventQuery(PageQuery page, Optional<UUID> account, String kind, Instant since) {
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** Every query of events of one's own; the same parameters but for the account. */
    static EventQuery ofAccount(UUID account, MultivaluedMap<String, String> parameters) {
        EventQuery asked = of(parameters);
        return new EventQuery(asked.page(), Optional.of(account), asked.kind(), asked.since());
    }

    /**
     * Parses the query of a request: {@code account}, {@code kind}, {@code since}.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    static EventQuery of(MultivaluedMap<String, String> parameters) {
        return new EventQuery(
                PageQuery.of(parameters),
                PageQuery.single(parameters, "account").map(EventQuery::account),
                PageQuery.single(parameters, "kind").map(EventQuery::kind).orElse(""),
                PageQuery.single(parameters, "since").map(EventQuery::time).orElse(Instant.EPOCH));
    }

    private static UUID account(String text) {
        if (!PathId.FORM.matcher(text).matches()) {
            throw PageQuery.invalid("account", "must be a UUID");
        }
        return UUID.fromString(text);
    }

    private static String kind(String text) {
        return EventKind.of(text)
                .map(EventKind::text)
                .orElseThrow(() ->
                        PageQuery.invalid("kind", "must be a kind of event, such as sign_in"));
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(LAST)) {
                return time;
            }
        } catch (DateTimeParseException notATime) {
            // Told below.
        }
        throw PageQuery.invalid("since", "must be a time, such as 2026-01-31T12:00:00Z");
    }
}

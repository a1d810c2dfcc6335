// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.webhook.WebhookMetrics.Result;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes an event of the provider: verified first, then recorded and effective in one transaction.
 */
@ApplicationScoped
class ReceiveEvent {
    private final EventSignature signature;
    private final Transactions transactions;
    private final EventRepository events;
    private final EventEffect effect;
    private final WebhookMetrics metrics;
    private final Clock clock;

    @Inject
    ReceiveEvent(
            EventSignature signature,
            Transactions transactions,
            EventRepository events,
            EventEffect effect,
            WebhookMetrics metrics,
            Clock clock) {
        this.signature = signature;
        this.transactions = transactions;
        this.events = events;
        this.effect = effect;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes an event; one that came before changes nothing.
     *
     * @param signatures all values of the signature's header
     * @throws ProblemException {@code bad_signature} when it is missing, wrong, or out of time;
     *     {@code malformed_request} when the body is no event
     */
    void receive(List<String> signatures, byte[] body) {
        Instant now = clock.instant();
        if (!signature.verifies(signatures, body, now)) {
            metrics.came(Result.BAD_SIGNATURE);
            throw new ProblemException(
                            ProblemCode.BAD_SIGNATURE, "The event is not signed by the provider.")
                    .withHeader("WWW-Authenticate", WebhookResource.SIGNATURE);
        }
        Event event = Event.read(body);
        Optional<Runnable> counting =
                transactions.runIdempotent(session ->
                        events.insert(session, event, now)
                                ? Optional.of(effect.apply(session, event, now))
                                : Optional.empty());
        counting.ifPresent(Runnable::run);
        metrics.came(counting.isPresent() ? Result.TAKEN : Result.SEEN_BEFORE);
    }
}

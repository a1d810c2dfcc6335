// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.webhook.WebhookMetrics.Result;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Takes an event of the provider, which is verified before anything of it is read. */
@ApplicationScoped
class ReceiveEvent {
    private final EventSignature signature;
    private final EventEffect effect;
    private final WebhookMetrics metrics;
    private final Clock clock;

    @Inject
    ReceiveEvent(
            EventSignature signature, EventEffect effect, WebhookMetrics metrics, Clock clock) {
        this.signature = signature;
        this.effect = effect;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes an event.
     *
     * @param signatures all values of the signature's header
     * @throws ProblemException {@code bad_signature} when it is missing, wrong, or out of time;
     *     {@code malformed_request} when the body is no event
     */
    void receive(List<String> signatures, byte[] body) {
        if (!signature.verifies(signatures, body, clock.instant())) {
            metrics.came(Result.BAD_SIGNATURE);
            throw new ProblemException(
                            ProblemCode.BAD_SIGNATURE, "The event is not signed by the provider.")
                    .withHeader("WWW-Authenticate", WebhookResource.SIGNATURE);
        }
        boolean decided = effect.apply(Event.read(body));
        metrics.came(decided ? Result.DECISIVE : Result.NO_NEWS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.common.web.request.RequestContext;

/** Told of every decision: the log and the metrics. */
@FunctionalInterface
public interface DecisionListener {
    /**
     * Hears of one decision, on the thread that made it.
     *
     * @param nanos from the gateway's call to the decision
     */
    void decided(GateRequest request, RequestContext context, Decision decision, long nanos);
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.common.web.request.RequestContext;

/** Receives every decision, for the log and the metrics. */
@FunctionalInterface
public interface DecisionListener {
    /**
     * Handles one decision, on the thread that made it.
     *
     * @param nanos the time from the gateway's call to the decision, in nanoseconds
     */
    void decided(GateRequest request, RequestContext context, Decision decision, long nanos);
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.common.web.request.RequestContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logs a line per decision; it names the rule instead of the path, and no query or credential. */
public final class DecisionLog implements DecisionListener {
    private static final Logger LOG = System.getLogger("io.gatehouse.authz.decision");

    @Override
    public void decided(
            GateRequest request, RequestContext context, Decision decision, long nanos) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(10);
        fields.put("requestId", context.requestId());
        fields.put("traceparent", context.traceparent());
        fields.put("outcome", decision instanceof Decision.Allowed ? "allow" : "deny");
        fields.put("reason", decision.reason());
        fields.put("method", method(request.method()));
        fields.put("rule", decision.rule());
        fields.put("subject", decision.caller().subject());
        fields.put("actor", decision.caller().actor());
        fields.put("apiKey", decision.caller().apiKey());
        fields.put("micros", nanos / 1_000);
        LOG.log(Level.INFO, "decision", fields);
    }

    /** The client controls this text, so unknown methods are not logged. */
    private static String method(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }
}

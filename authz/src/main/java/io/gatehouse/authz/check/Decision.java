// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.authz.token.Refusal;
import java.util.Set;

/** The gate's decision about a request; the rule is empty where it is not known. */
public sealed interface Decision {
    String rule();

    Caller caller();

    /** A code for log and metrics, such as {@code authorized}. */
    String reason();

    /** The request may pass. */
    record Allowed(String rule, Caller caller) implements Decision {
        @Override
        public String reason() {
            return caller.subject().isEmpty() ? "public" : "authorized";
        }
    }

    /**
     * The gate responds to the request with a problem.
     *
     * @param allowedMethods for the response 405, else empty
     * @param scheme by which the token should have come
     */
    record Denied(
            Denial denial,
            String rule,
            Caller caller,
            String reason,
            Set<String> allowedMethods,
            Scheme scheme)
            implements Decision {
        private static final String UNKNOWN_KEY = Refusal.KEY_UNKNOWN.code();

        static Denied of(Denial denial, String rule) {
            return of(denial, rule, Caller.UNKNOWN);
        }

        static Denied of(Denial denial, String rule, Caller caller) {
            return of(denial, rule, caller, denial.reason());
        }

        static Denied of(Denial denial, String rule, Caller caller, String reason) {
            return new Denied(denial, rule, caller, reason, Set.of(), Scheme.BEARER);
        }

        /** The same, answered by another scheme. */
        Denied by(Scheme other) {
            return new Denied(denial, rule, caller, reason, allowedMethods, other);
        }

        /** Whether fresher keys could change the decision. */
        boolean forUnknownKey() {
            return reason.equals(UNKNOWN_KEY);
        }
    }
}

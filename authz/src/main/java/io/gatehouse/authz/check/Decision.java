// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.authz.token.Refusal;
import java.util.Set;

/** The gate's decision about a request; rule and subject are empty where they are not known. */
public sealed interface Decision {
    String rule();

    String subject();

    /** A code for log and metrics, such as {@code authorized}. */
    String reason();

    /** The request may pass. */
    record Allowed(String rule, String subject) implements Decision {
        @Override
        public String reason() {
            return subject.isEmpty() ? "public" : "authorized";
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
            String subject,
            String reason,
            Set<String> allowedMethods,
            Scheme scheme)
            implements Decision {
        private static final String UNKNOWN_KEY = Refusal.KEY_UNKNOWN.code();

        static Denied of(Denial denial, String rule, String subject) {
            return of(denial, rule, subject, denial.reason());
        }

        static Denied of(Denial denial, String rule, String subject, String reason) {
            return new Denied(denial, rule, subject, reason, Set.of(), Scheme.BEARER);
        }

        /** The same, answered by another scheme. */
        Denied by(Scheme other) {
            return new Denied(denial, rule, subject, reason, allowedMethods, other);
        }

        /** Whether fresher keys could change the decision. */
        boolean forUnknownKey() {
            return reason.equals(UNKNOWN_KEY);
        }
    }
}

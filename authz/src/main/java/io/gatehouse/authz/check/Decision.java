// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.authz.token.Refusal;
import java.util.Set;

/** What the gate decided about a request, and about whom, as far as it is known ("" if not). */
public sealed interface Decision {
    String rule();

    String subject();

    /** One word for log and metrics. */
    String reason();

    /** The request goes on. */
    record Allowed(String rule, String subject) implements Decision {
        @Override
        public String reason() {
            return subject.isEmpty() ? "public" : "authorized";
        }
    }

    /**
     * The request ends here.
     *
     * @param allowedMethods for the answer 405, else empty
     */
    record Denied(
            Denial denial, String rule, String subject, String reason, Set<String> allowedMethods)
            implements Decision {
        private static final String UNKNOWN_KEY = Refusal.KEY_UNKNOWN.code();

        static Denied of(Denial denial, String rule, String subject) {
            return new Denied(denial, rule, subject, denial.reason(), Set.of());
        }

        /** Whether fresher keys could change the decision. */
        boolean forUnknownKey() {
            return reason.equals(UNKNOWN_KEY);
        }
    }
}

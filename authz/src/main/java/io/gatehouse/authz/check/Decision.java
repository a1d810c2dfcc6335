// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.authz.token.Refusal;
import java.util.Optional;
import java.util.Set;

/** The gate's decision about a request; the rule is empty where it is not known. */
public sealed interface Decision {
    String rule();

    Caller caller();

    /** A code for log and metrics, such as {@code authorized}. */
    String reason();

    /** A nonce for the client's next proof (RFC 9449, section 8.2), in whatever is answered. */
    Optional<String> nonce();

    /** The same, with a nonce. */
    Decision with(Optional<String> nonce);

    /**
     * The request may pass.
     *
     * @param token the access token that it goes on with in place of its credential, if that is an
     *     API key
     */
    record Allowed(String rule, Caller caller, Optional<String> nonce, Optional<String> token)
            implements Decision {
        static Allowed of(String rule, Caller caller) {
            return new Allowed(rule, caller, Optional.empty(), Optional.empty());
        }

        @Override
        public Allowed with(Optional<String> other) {
            return new Allowed(rule, caller, other, token);
        }

        /** The same, with an access token in place of the credential. */
        Allowed by(String other) {
            return new Allowed(rule, caller, nonce, Optional.of(other));
        }

        @Override
        public String reason() {
            return caller.subject().isEmpty() ? "public" : "authorized";
        }

        /** Omits the token. */
        @Override
        public String toString() {
            return "Allowed[rule=%s, caller=%s]".formatted(rule, caller);
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
            Scheme scheme,
            Optional<String> nonce)
            implements Decision {
        private static final String UNKNOWN_KEY = Refusal.KEY_UNKNOWN.code();

        static Denied of(Denial denial, String rule) {
            return of(denial, rule, Caller.UNKNOWN);
        }

        static Denied of(Denial denial, String rule, Caller caller) {
            return of(denial, rule, caller, denial.reason());
        }

        static Denied of(Denial denial, String rule, Caller caller, String reason) {
            return new Denied(
                    denial, rule, caller, reason, Set.of(), Scheme.BEARER, Optional.empty());
        }

        /** Of a path that has other methods. */
        static Denied allowing(Set<String> methods) {
            return new Denied(
                    Denial.WRONG_METHOD,
                    "",
                    Caller.UNKNOWN,
                    Denial.WRONG_METHOD.reason(),
                    methods,
                    Scheme.BEARER,
                    Optional.empty());
        }

        /** The same, answered by another scheme. */
        Denied by(Scheme other) {
            return new Denied(denial, rule, caller, reason, allowedMethods, other, nonce);
        }

        @Override
        public Denied with(Optional<String> other) {
            return new Denied(denial, rule, caller, reason, allowedMethods, scheme, other);
        }

        /** Whether another token for the same API key could change the decision. */
        boolean forStaleToken() {
            return switch (denial) {
                case API_KEY_UNKNOWN, TOKEN_EXPIRED, TOKEN_REVOKED -> true;
                default -> false;
            };
        }

        /** Whether fresher keys could change the decision. */
        boolean forUnknownKey() {
            return reason.equals(UNKNOWN_KEY);
        }
    }
}

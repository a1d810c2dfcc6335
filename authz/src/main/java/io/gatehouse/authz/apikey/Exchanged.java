// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

import java.time.Duration;

/** What is known of an API key. */
public sealed interface Exchanged {
    /**
     * Its access token, to be verified like any other.
     *
     * @param life for which it is used
     */
    record Token(String text, Duration life) implements Exchanged {
        /** Omits the token. */
        @Override
        public String toString() {
            return "Token[life=" + life + "]";
        }
    }

    /** It opens nothing. */
    record Refused() implements Exchanged {}

    /** Idp has to be asked. */
    record Unknown() implements Exchanged {}
}

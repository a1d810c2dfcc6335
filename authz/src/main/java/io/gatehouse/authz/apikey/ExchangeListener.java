// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

/** Is told of each question to idp about an API key. */
@FunctionalInterface
public interface ExchangeListener {
    /** What became of a question. */
    enum Outcome {
        ISSUED,
        REFUSED,
        /** Idp did not answer, or said that it cannot tell. */
        FAILED,
        /** As many questions are open as may be. */
        BUSY
    }

    void exchanged(Outcome outcome);
}

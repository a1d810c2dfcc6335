// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

/** Ends the reading of a proof. */
final class FlawedProofException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    FlawedProofException(Flaw flaw) {
        super(flaw.code());
        this.flaw = flaw;
    }

    FlawedProofException(Flaw flaw, Exception cause) {
        super(flaw.code(), cause);
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}

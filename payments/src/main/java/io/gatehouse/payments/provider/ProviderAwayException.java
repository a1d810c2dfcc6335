// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

/** The provider gave no answer that tells an outcome; what it did is not known. */
final class ProviderAwayException extends RuntimeException {
    private final boolean slow;

    private ProviderAwayException(String reason, Throwable cause, boolean slow) {
        super(reason, cause);
        this.slow = slow;
    }

    static ProviderAwayException failed(String reason) {
        return new ProviderAwayException(reason, null, false);
    }

    static ProviderAwayException failed(String reason, Throwable cause) {
        return new ProviderAwayException(reason, cause, false);
    }

    static ProviderAwayException timedOut() {
        return new ProviderAwayException("the provider did not answer in time", null, true);
    }

    /** Whether it took longer than the timeout. */
    boolean isSlow() {
        return slow;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

/** What has become of a proof. */
public sealed interface Verdict {

    /**
     * It keeps all rules, but that it may have been used before ({@link UsedProofs}).
     *
     * @param thumbprint of the key that has signed it (RFC 7638, SHA-256, 43 characters)
     * @param id that its client has given it, 1 to 128 characters
     */
    record Proved(String thumbprint, String id) implements Verdict {}

    /** It breaks a rule. */
    record Flawed(Flaw flaw) implements Verdict {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

/** The outcome of verifying a token. */
public sealed interface Verification {

    /** The token is genuine, meant for us and valid now. */
    record Accepted(VerifiedToken token) implements Verification {}

    /** The token proves nothing. */
    record Refused(Refusal reason) implements Verification {}
}

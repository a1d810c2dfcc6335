// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

/** The outcome of verifying a token. */
public sealed interface Verification {

    /** The token is genuine, meant for this audience and valid now. */
    record Accepted(VerifiedToken token) implements Verification {}

    /** The token is not valid. */
    record Refused(Refusal reason) implements Verification {}
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

/** What came of an attempt to tell a client of a logout. */
enum Outcome {
    /** The client has taken it. */
    DELIVERED,
    /** The client will not take it (status 400), whatever is repeated. */
    REFUSED,
    /** The client answered something else, which may change. */
    FAILED,
    /** There was no answer. */
    UNREACHABLE,
    /** The client is where this service must not send anything. */
    FORBIDDEN,
    /** It was tried for long enough. */
    GIVEN_UP,
    /** The client is gone, or does not want to be told any more. */
    UNWANTED;

    /** Whether nothing more has to be done. */
    boolean isLast() {
        return switch (this) {
            case DELIVERED, REFUSED, GIVEN_UP, UNWANTED -> true;
            case FAILED, UNREACHABLE, FORBIDDEN -> false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

/** What came of an attempt to send a mail. */
enum MailOutcome {
    /** The server has taken it. */
    DELIVERED,
    /** The server will take no mail at the address, or not this one (a reply of 5xx). */
    REFUSED,
    /** The server answered something else, which may change. */
    FAILED,
    /** There was no answer, or no connection that can be trusted. */
    UNREACHABLE,
    /** It was tried for long enough, or its link has expired. */
    GIVEN_UP;

    /** Whether nothing more has to be done. */
    boolean isLast() {
        return switch (this) {
            case DELIVERED, REFUSED, GIVEN_UP -> true;
            case FAILED, UNREACHABLE -> false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

/**
 * Something that is wrong with a trail.
 *
 * @param position of the event where it shows, 0 for a line that has none
 * @param text a sentence for people
 */
public record Finding(Kind kind, long position, String text) {

    /** What was done to the trail, as far as it can be told. */
    public enum Kind {
        /** No line of a trail. */
        UNREADABLE,
        /** This event, or what it follows, is not what was written. */
        CHANGED,
        /** Events are not there. */
        MISSING,
        /** An event stands twice, or not in its place. */
        MISPLACED,
        /** A checkpoint that the key has not signed. */
        FORGED,
        /** The chain leads to another hash than was signed. */
        REWRITTEN,
        /** The trail begins late, and no event in it says that what was before has expired. */
        CUT_OFF
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

/** Asks the person at the terminal. */
public interface Asker {

    /** Returns what was typed, possibly nothing. */
    String line(String question);

    /** Returns what was typed without showing it. */
    String password(String question);
}

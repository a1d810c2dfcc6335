// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

/** Asks the user for values that the command line lacks; fails when there is nobody to ask. */
public interface Asker {

    /** Prompts for a line; it is stripped and may be empty. */
    String line(String question);

    /** Prompts for a password, which is not echoed. */
    String password(String question);
}

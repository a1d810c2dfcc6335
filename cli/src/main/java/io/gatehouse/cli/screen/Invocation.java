// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

/**
 * How hints write a command: after the name of the program, or alone inside the menu.
 *
 * @param program the script as it was called, such as {@code ./gatehouse}
 */
public record Invocation(String program, boolean inMenu) {

    public Invocation {
        requireNonNull(program, "program");
    }

    public Invocation insideMenu() {
        return new Invocation(program, true);
    }

    /** The prefix of a command; empty inside the menu. */
    public String name() {
        return inMenu ? "" : program + " shop";
    }

    /** A command of the shop with its prefix. */
    public String of(String command) {
        return (name() + " " + command).strip();
    }

    /** Another verb of the script, which only a shell accepts. */
    public String verb(String verb) {
        return program + " " + verb;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

/**
 * How commands are typed here: behind the name of the program, or alone inside the menu.
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

    /** What stands before a command of the shop; nothing inside the menu. */
    public String name() {
        return inMenu ? "" : program + " shop";
    }

    /** A command of the shop. */
    public String of(String command) {
        return (name() + " " + command).strip();
    }

    /** Another verb of the program, which only a shell takes. */
    public String verb(String verb) {
        return program + " " + verb;
    }
}

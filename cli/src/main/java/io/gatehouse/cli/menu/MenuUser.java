// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.Choice;
import io.gatehouse.cli.command.CommandContext;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.Session;
import java.util.List;
import java.util.Optional;

/** Who sits in front of the menu, as far as the menu depends on it. */
final class MenuUser {

    private final CommandContext context;
    private Optional<String> asked = Optional.empty();
    private boolean administrator;

    MenuUser(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    /** The user name of the session, if there is one. */
    Optional<String> name() {
        return context.signedIn().session().map(Session::username);
    }

    /** What this user may choose; asks the gate only when somebody else has signed in. */
    List<MenuEntry> entries() {
        if (!name().equals(asked)) {
            try {
                look();
            } catch (Failure.Unreachable _) {
                administrator = false;
            }
        }
        return MenuEntry.all(asked.isPresent(), administrator);
    }

    /** Whether a list that a command shows has something to choose. */
    boolean hasSeen(String list) {
        return !Choice.from(list).seen(context).list().isEmpty();
    }

    /** The id of what was chosen from a list that a command shows; fails when it is not there. */
    String chosen(String list, String typed) {
        return Choice.from(list).id(context, typed);
    }

    /** Asks the gate who is signed in; fails when nobody answers. */
    void look() {
        asked = name();
        administrator = context.roles().contains("admin");
    }
}

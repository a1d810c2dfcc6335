// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.Choice;
import io.gatehouse.cli.command.CommandContext;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.Session;
import java.util.List;
import java.util.Optional;

/** The user of the menu: the name, and which entries the roles allow. */
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

    /** The entries for this user; calls the gate only after somebody else has signed in. */
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

    /** Whether the last list of that command has entries. */
    boolean hasSeen(String list) {
        return !Choice.from(list).seen(context).list().isEmpty();
    }

    /**
     * Resolves a text to an id of that command's list.
     *
     * @throws Failure.Misuse when it fits none, or several
     */
    String chosen(String list, String typed) {
        return Choice.from(list).id(context, typed);
    }

    /**
     * Fetches the roles of the session from the gate.
     *
     * @throws Failure.Unreachable when there is no response
     */
    void look() {
        asked = name();
        administrator = context.roles().contains("admin");
    }
}

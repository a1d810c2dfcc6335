// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.command.Recent;
import io.gatehouse.cli.command.Seen;
import io.gatehouse.cli.command.Visit;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.session.Session;
import java.util.List;
import java.util.Optional;

/** Who sits in front of the menu, as far as the menu depends on it. */
final class Visitor {

    private final Visit visit;
    private final Recent recent;
    private Optional<String> asked = Optional.empty();
    private boolean administrator;

    Visitor(Visit visit, Recent recent) {
        this.visit = requireNonNull(visit, "visit");
        this.recent = requireNonNull(recent, "recent");
    }

    /** The user name of the session, if there is one. */
    Optional<String> name() {
        return visit.signedIn().session().map(Session::username);
    }

    /** What this visitor may choose; asks the gate only when somebody else has signed in. */
    List<MenuEntry> entries() {
        if (!name().equals(asked)) {
            try {
                look();
            } catch (Failure.Unreachable _) {
                administrator = false;
            }
        }
        return MenuEntry.all(administrator);
    }

    /** Whether a list that a command shows has something to choose. */
    boolean hasSeen(String list) {
        Seen seen =
                switch (list) {
                    case "products" -> recent.products();
                    case "orders" -> recent.orders();
                    default -> recent.users();
                };
        return !seen.list().isEmpty();
    }

    /** Asks the gate who is signed in; fails when nobody answers. */
    void look() {
        asked = name();
        administrator = visit.roles().contains("admin");
    }
}

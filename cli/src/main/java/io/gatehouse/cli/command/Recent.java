// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

/** What was shown since the menu was opened, to be chosen by number or completed. */
public record Recent(Seen products, Seen orders, Seen users) {

    public Recent() {
        this(new Seen(), new Seen(), new Seen());
    }
}

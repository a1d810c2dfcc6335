// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

/** The items shown since the menu was opened, for choice by number and for completion. */
public record Recent(Seen products, Seen orders, Seen users) {

    public Recent() {
        this(new Seen(), new Seen(), new Seen());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Supplies the system terminal; it is opened at the first use, once. */
public final class OpenedOnce implements Supplier<Terminal> {

    private Terminal terminal;

    @Override
    public synchronized Terminal get() {
        if (terminal == null) {
            try {
                terminal = TerminalBuilder.builder().system(true).dumb(true).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return terminal;
    }
}

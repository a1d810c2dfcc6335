// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;

/** What the program reads and writes; the terminal is there only where a person sits at one. */
public record Streams(
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        Optional<Supplier<Terminal>> terminal) {}

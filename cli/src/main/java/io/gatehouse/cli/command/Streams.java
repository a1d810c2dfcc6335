// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;

/** The input and output of the process; {@code terminal} is present only if it is interactive. */
public record Streams(
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        Optional<Supplier<Terminal>> terminal) {}

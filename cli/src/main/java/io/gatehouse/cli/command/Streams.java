// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** What the program reads and writes; the console is there only on a terminal. */
public record Streams(
        BufferedReader in, PrintWriter out, PrintWriter err, Optional<Console> console) {}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a file that {@code java @file} reads its arguments from. */
final class ArgFile {
    private ArgFile() {}

    static String of(List<String> arguments) {
        return arguments.stream().map(ArgFile::quote).collect(Collectors.joining("\n", "", "\n"));
    }

    /** In double quotes only the backslash, the quote and line ends mean something. */
    private static String quote(String argument) {
        return '"'
                + argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}

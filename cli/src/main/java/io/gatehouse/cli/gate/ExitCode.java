// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

/** The exit codes of the commands. */
public enum ExitCode {
    OK(0),
    PROBLEM(1),
    USAGE(2),
    UNREACHABLE(3),
    NOT_SIGNED_IN(4),
    NOT_SOLD(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

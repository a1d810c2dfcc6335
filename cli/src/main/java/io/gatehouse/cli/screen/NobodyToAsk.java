// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import io.gatehouse.cli.gate.Failure;

/** Stands in where there is no terminal: a script must say everything beforehand. */
public final class NobodyToAsk implements Asker {

    @Override
    public String line(String question) {
        throw missing(question);
    }

    @Override
    public String password(String question) {
        throw missing(question);
    }

    private static Failure missing(String question) {
        return new Failure.Misuse(question + " is missing, and there is no terminal to ask on.");
    }
}

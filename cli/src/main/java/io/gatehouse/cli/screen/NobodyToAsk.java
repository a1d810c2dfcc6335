// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import io.gatehouse.cli.gate.Failure;

/** An asker without a terminal: each question fails, so a script passes all values as options. */
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

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads each answer from the next line of a script. */
public final class LinesAsker implements Asker {

    private final BufferedReader lines;

    public LinesAsker(BufferedReader lines) {
        this.lines = requireNonNull(lines, "lines");
    }

    public Optional<String> next() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String line(String question) {
        return answer(question).strip();
    }

    @Override
    public String password(String question) {
        return answer(question);
    }

    private String answer(String question) {
        return next().orElseThrow(
                        () -> new Failure.Misuse(question + " is missing: the input has ended."));
    }
}

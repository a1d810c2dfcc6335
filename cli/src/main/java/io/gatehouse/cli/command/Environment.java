// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Backoff;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The process environment: variables, streams, clock, randomness and sleep; tests replace it.
 *
 * @param program the script as it was called
 */
public record Environment(
        String program,
        Map<String, String> variables,
        Streams streams,
        Clock clock,
        SecureRandom random,
        Backoff.Sleeper sleeper) {

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int USUAL_WIDTH = 80;

    public Environment {
        variables = Map.copyOf(variables);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The directory for the session file and the history of the menu. */
    Path state() {
        return variable("XDG_STATE_HOME")
                .map(Path::of)
                .orElseGet(() -> userHome().resolve(".local/state"))
                .resolve("gatehouse");
    }

    /** The width of the terminal in characters; without a terminal lines are not wrapped. */
    int columns() {
        int columns =
                streams.terminal().map(terminal -> terminal.get().getWidth()).orElse(UNLIMITED);
        return columns > 0 ? columns : USUAL_WIDTH;
    }

    public boolean colours() {
        boolean able = !variable("TERM").orElse("dumb").equals("dumb");
        return streams.terminal().isPresent() && able && variable("NO_COLOR").isEmpty();
    }

    private Path userHome() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }
}

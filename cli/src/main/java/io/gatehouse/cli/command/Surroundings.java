// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.gate.Patience;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Everything the program takes from the machine it runs on. */
public record Surroundings(
        Map<String, String> environment,
        Streams streams,
        Clock clock,
        SecureRandom random,
        Patience.Sleeper sleeper) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The folder of the system that runs on this machine. */
    Path home() {
        return Path.of(variable("GATEHOUSE_HOME").orElse(".local"));
    }

    /** The folder of what the program remembers between two commands. */
    Path state() {
        return variable("XDG_STATE_HOME")
                .map(Path::of)
                .orElseGet(() -> userHome().resolve(".local/state"))
                .resolve("gatehouse");
    }

    public boolean colours() {
        boolean able = !variable("TERM").orElse("dumb").equals("dumb");
        return streams.console().isPresent() && able && variable("NO_COLOR").isEmpty();
    }

    private Path userHome() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }
}

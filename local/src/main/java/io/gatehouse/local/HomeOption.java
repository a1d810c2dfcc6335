// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --home} of every command: the folder of a run. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "where data, certificates and logs live (default: $$GATEHOUSE_HOME, else .local in the work tree)")
    private Path home;

    Home home(Repository repository) {
        return Optional.ofNullable(home)
                .or(HomeOption::fromEnvironment)
                .map(Home::new)
                .orElseGet(repository::usualHome);
    }

    private static Optional<Path> fromEnvironment() {
        return Optional.ofNullable(System.getenv("GATEHOUSE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}

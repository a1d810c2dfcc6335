// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gatehouse.e2e.LocalSystem;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Clients that no system has, in its clients' file for as long as they are needed. */
final class AddedClients implements AutoCloseable {
    private static final Duration WELL = Duration.ofSeconds(60);

    private final Path file;
    private final String before;

    private AddedClients(Path file, String before) {
        this.file = file;
        this.before = before;
    }

    /** Adds clients by their metadata, in JSON; idp starts anew to learn of them. */
    static AddedClients add(Target target, String... metadata) {
        LocalSystem system = target.local();
        Path file = system.clients();
        try {
            String before = Files.readString(file);
            ArrayNode all = (ArrayNode) Json.read(before);
            List.of(metadata).forEach(each -> all.add(Json.read(each)));
            Files.writeString(file, all.toString());
            AddedClients added = new AddedClients(file, before);
            LocalSystem.Called restart = system.call("restart", "idp");
            assertThat(restart.exit()).as(restart.output()).isZero();
            SystemHealth.awaitWell(target, WELL);
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes them out of the file; idp still knows them. */
    @Override
    public void close() {
        try {
            Files.writeString(file, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

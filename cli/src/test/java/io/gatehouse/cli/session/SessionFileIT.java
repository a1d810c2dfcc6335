// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cli.gate.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFileIT {

    private static final String URL = "https://localhost:8443";
    private static final Session SESSION =
            new Session("alice", "access", "refresh", Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir private Path folder;
    private Path directory;
    private SessionFile sessions;

    @BeforeEach
    void setUp() {
        directory = folder.resolve("state/gatehouse");
        sessions = new SessionFile(directory);
    }

    @Test
    void readWhenNothingWasWrittenThenEmpty() {
        assertThat(sessions.read(URL)).isEmpty();
    }

    @Test
    void writeWhenDirectoryIsMissingThenOnlyTheOwnerMayReadAnything() throws IOException {
        sessions.write(URL, SESSION);

        assertThat(sessions.read(URL)).contains(SESSION);
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("session.json"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("session.lock"))).isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**/.new-*");
    }

    @Test
    void writeWhenAnotherGateThenBothAreKept() {
        sessions.write(URL, SESSION);
        sessions.write("https://shop.example", SESSION);
        sessions.remove(URL);

        assertThat(sessions.read(URL)).isEmpty();
        assertThat(sessions.read("https://shop.example")).contains(SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void readWhenOthersMayReadOrWriteThenRefused(String mode) throws IOException {
        sessions.write(URL, SESSION);
        Path file = directory.resolve("session.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> sessions.read(URL))
                .isInstanceOf(Failure.Misuse.class)
                .hasMessageContaining("open to other users");
    }

    @Test
    void writeWhenDirectoryIsOpenThenRefused() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> sessions.write(URL, SESSION))
                .isInstanceOf(Failure.Misuse.class)
                .hasMessageContaining("chmod 700");
    }

    @Test
    void readWhenFileIsBrokenThenSaysWhatToDo() throws IOException {
        sessions.write(URL, SESSION);
        Files.writeString(directory.resolve("session.json"), "{");

        assertThatThrownBy(() -> sessions.read(URL))
                .isInstanceOf(Failure.Misuse.class)
                .hasMessageContaining("sign in again");
    }

    @Test
    void toStringWhenSessionThenTokensAreLeftOut() {
        assertThat(SESSION.toString()).doesNotContain("access", "refresh");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeTest {
    @TempDir private Path folder;

    @Test
    void forgetWhenItWasMadeThenNothingIsLeft() throws IOException {
        Home home = made("new/home");

        home.forget();

        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void forgetWhenOthersPutFilesThereThenThoseStay() throws IOException {
        Home home = made("home");
        Files.writeString(home.root().resolve("notes.txt"), "mine");
        Files.createDirectories(home.root().resolve("cluster/secrets"));

        assertThat(home.others()).containsExactly("cluster", "notes.txt");
        home.forget();

        assertThat(names(home.root())).containsExactly(".gatehouse", "cluster", "notes.txt");
        assertThat(home.root().resolve("cluster/secrets")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certs/own/ca.crt",
                "certs/mine.crt",
                "certs/workloads/mine.key",
                "secrets/mine.password",
                "secrets/mine.key",
                "mail/mine.eml",
                "log/foreign.txt",
                "log/mine.log",
                "run/mine",
                "app/mine/mine.jar",
                "app/idp/mine.jar",
                "app/idp/libs/notes.txt",
                "aot/mine.aot"
            })
    void forgetWhenOthersPutAFileAmongOursThenItStays(String name) throws IOException {
        Home home = made("home");
        Path file = home.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        assertThat(home.others())
                .singleElement()
                .satisfies(other -> assertThat(name).startsWith(other));
        home.forget();

        assertThat(file).hasContent("mine");
        assertThat(home.made()).isEmpty();
        home.check();
        assertThat(home.isThere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certs/ca.crt",
                "certs/.make.Ab12cd/key",
                "certs/workloads/payments.key",
                "secrets/accounts.shown",
                "secrets/authz-nonce.key",
                "secrets/.123.part",
                "secrets/database-idp-owner.password",
                "postgres/base/1/2",
                "mail/20260301T120000000000Z-6f9619ff-8b86-d011-b42d-00c04fc964ff.eml",
                "mail/.123.part",
                "postgres.new/PG_VERSION",
                "log/training-orders.log.2",
                "run/training-idp.args",
                "run/products.vm",
                "app/idp/idp.jar.part",
                "app/idp/libs/a-1.jar",
                "aot/authz.aot.made-of",
                "envoy.yaml"
            })
    void forgetWhenItMadeAFileThenItGoes(String name) throws IOException {
        Home home = made("home");
        Path file = home.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);

        assertThat(home.others()).isEmpty();
        home.forget();

        assertThat(home.root()).doesNotExist();
    }

    /** A service of somebody's own, also when its file is gone by then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "certs/workloads/mine.key",
                "secrets/database-mine.password",
                "log/mine.log",
                "log/mine-proxy.log.1",
                "run/mine-proxy.yaml",
                "run/mine-proxy.process",
                "run/tls/workload-mine.yaml",
                "run/tls/gate.yaml",
                "run/policy.yaml"
            })
    void forgetWhenAServiceRanThenItsFilesGo(String name) throws IOException {
        Home home = made("home");
        home.remember(List.of("idp", "mine"));
        Path file = home.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);

        assertThat(home.others()).isEmpty();
        home.forget();

        assertThat(home.root()).doesNotExist();
    }

    @Test
    void forgetWhenTheFolderWasThereThenItStaysAsItWas() throws IOException {
        Path found = Files.createDirectory(folder.resolve("found"));
        Files.setPosixFilePermissions(found, PosixFilePermissions.fromString("rwxr-xr-x"));
        Home home = made("found");

        assertThat(mode(found)).isEqualTo("rwxr-xr-x");
        assertThat(mode(home.secrets())).isEqualTo("rwx------");
        home.forget();

        assertThat(found).isEmptyDirectory();
        assertThat(mode(found)).isEqualTo("rwxr-xr-x");
    }

    /** A part that lies on another disk: the link is ours, what it leads to is not. */
    @Test
    void forgetWhenAPartIsALinkThenItsTargetStays() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "mine");
        Home home = made("home");
        Files.createSymbolicLink(home.postgres(), elsewhere);

        home.forget();

        assertThat(elsewhere.resolve("file")).hasContent("mine");
        assertThat(home.root()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "log", "run", "secrets", ".hidden"})
    void checkWhenSomethingIsThereThenRefusesAndChangesNothing(String name) throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.createDirectory(foreign.resolve(name));
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
        Home home = new Home(foreign);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(home::check)
                .withMessageContaining("is not empty and no home of Gatehouse (it holds " + name);
        assertThatExceptionOfType(UsageException.class).isThrownBy(home::isThere);
        assertThat(names(foreign)).containsExactly(name);
        assertThat(mode(foreign)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void checkWhenItIsAFileOrALinkToNowhereThenRefuses() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        for (Path wrong : List.of(file, link)) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> new Home(wrong).check())
                    .withMessage(wrong + " is no folder; choose another with --home");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/home", "/dev/null/home", "/proc/self/task/a/b"})
    void checkWhenNoFolderCanBeMadeThenRefuses(String place) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Home(Path.of(place)).check())
                .withMessage(
                        "Nothing can be written to %s; choose another folder with --home", place);
    }

    @Test
    void checkWhenEverybodyCanWriteThereThenRefuses() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Home(open).check())
                .withMessageContaining("Everybody on this machine can write to " + open);
    }

    @Test
    void checkWhenTheNameHoldsALineEndThenRefuses() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Home(folder.resolve("a\nb")).check());
    }

    @Test
    void checkWhenGoodThenLeavesNoTrace() throws IOException {
        new Home(folder.resolve("a/b")).check();

        assertThat(folder).isEmptyDirectory();
        assertThat(new Home(folder.resolve("a/b")).isThere()).isFalse();
        assertThat(new Home(folder).isThere()).isFalse();
    }

    @Test
    void createWhenMadeByAVersionWithoutAMarkThenTakesItOver() throws IOException {
        Home old = made("old");
        Files.delete(old.root().resolve(".gatehouse"));
        Files.createFile(old.run().resolve("lock"));
        Files.createDirectories(old.certs());
        Files.createFile(old.certs().resolve("ca.crt"));
        Files.createFile(old.root().resolve("notes.txt"));

        old.check();
        old.create();

        assertThat(old.isThere()).isTrue();
        assertThat(old.root().resolve(".gatehouse")).content().contains("folder=made");
    }

    /** Made by certs/secrets alone; it moves away at its next call. */
    @Test
    void checkWhenOnlySecretsOfAClusterAreThereThenIsGood() throws IOException {
        Files.createDirectory(folder.resolve("cluster"));

        new Home(folder).check();

        assertThat(new Home(folder).isThere()).isFalse();
    }

    private Home made(String name) throws IOException {
        Home home = new Home(folder.resolve(name));
        home.check();
        home.create();
        return home;
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

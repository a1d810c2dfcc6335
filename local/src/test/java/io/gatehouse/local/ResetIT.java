// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.home.Home;
import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResetIT {
    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;
    private Home home;

    @BeforeEach
    void make() throws IOException {
        tree = WorkTree.in(folder);
        home = new Home(tree.path(".local"));
    }

    @Test
    void resetWhenNothingIsThereThenSaysSo() throws Exception {
        Called reset = tree.gatehouse("reset");

        assertThat(reset.out()).startsWith("There is nothing to forget in " + home.root());
        assertThat(reset.exit()).isZero();
    }

    @Test
    void resetWhenNobodyCanBeAskedThenNamesWhatItWouldDeleteAndDeletesNothing() throws Exception {
        home.create();
        Files.createFile(home.secrets().resolve("accounts.json"));

        Called reset = tree.gatehouse("reset");

        assertThat(reset.err())
                .hasLineCount(1)
                .contains("with --yes it deletes secrets, log, run, aot in " + home.root());
        assertThat(reset.exit()).isEqualTo(2);
        assertThat(home.secrets().resolve("accounts.json")).exists();
    }

    @Test
    void resetWhenToldYesThenDeletesWhatWasMadeAndNothingElse() throws Exception {
        home.create();
        Files.createDirectories(home.root().resolve("cluster"));
        Files.createDirectories(tree.path(".cluster/secrets"));

        Called reset = tree.gatehouse("reset", "--yes");

        assertThat(reset.exit()).isZero();
        assertThat(reset.out())
                .isEqualToNormalizingNewlines(
                        "Forgotten: %s%nLeft, not made by Gatehouse: cluster%n"
                                .formatted(home.root()));
        assertThat(home.root().toFile().list()).containsExactlyInAnyOrder(".gatehouse", "cluster");
        assertThat(tree.path(".cluster/secrets")).isDirectory();
    }

    @Test
    void resetWhenSomethingIsLeftThenTheHomeCanBeUsedAndForgottenAgain() throws Exception {
        home.create();
        Path mine = Files.createFile(home.logs().resolve("mine.txt"));

        Called first = tree.gatehouse("reset", "--yes");
        Called second = tree.gatehouse("reset", "--yes");
        home.check();
        home.create();
        Files.delete(mine);
        Called third = tree.gatehouse("reset", "--yes");

        assertThat(first.out()).endsWith("Left, not made by Gatehouse: log/mine.txt\n");
        assertThat(second.out()).startsWith("There is nothing to forget in " + home.root());
        assertThat(second.exit()).isZero();
        assertThat(third.exit()).isZero();
        assertThat(home.root()).doesNotExist();
    }

    /** As it is left when the launcher is killed while it makes its home. */
    @Test
    void resetWhenTheHomeIsHalfMadeThenForgetsIt() throws Exception {
        Files.createDirectory(home.root());
        Files.writeString(home.root().resolve(".gatehouse"), "folder=made\n");

        assertThat(tree.gatehouse("reset", "--yes").exit()).isZero();
        assertThat(home.root()).doesNotExist();
    }

    @Test
    void everyVerbWhenTheHomeIsSomebodyElsesThenRefusesAndLeavesIt() throws Exception {
        Path foreign = Files.createDirectories(folder.resolve("foreign/run"));
        Path file = Files.createFile(foreign.resolve("system.json"));

        for (String verb : new String[] {"status", "down", "reset"}) {
            Called called = tree.gatehouse(verb, "--home", foreign.getParent().toString());

            assertThat(called.err())
                    .isEqualToNormalizingNewlines(
                            "gatehouse: %s is no home of Gatehouse%n"
                                    .formatted(foreign.getParent()));
            assertThat(called.exit()).isEqualTo(2);
        }
        assertThat(file).exists();
    }

    @Test
    void questionWhenAskedThenListsAllThatGoesAndStays() throws IOException {
        home.create();
        Files.createDirectory(home.postgres());
        Files.createFile(home.root().resolve("notes.txt"));
        Files.createFile(home.secrets().resolve("accounts.json"));
        Files.createDirectories(home.secrets().resolve("own/deep"));

        assertThat(Reset.question(home))
                .contains("secrets       passwords, encryption keys, demo accounts and clients")
                .contains("postgres      all databases: accounts, sessions, products, orders")
                .doesNotContain("certs")
                .endsWith("Not made by Gatehouse, stays: notes.txt, secrets/own\n");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one command, as people call it. */
final class ScriptIT {
    // What a shell starts in the background has SIGINT ignored, and no trap of a script undoes
    // that.
    private static final String AT_A_TERMINAL =
            """
            import os, signal, sys
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;

    @BeforeEach
    void make() throws IOException {
        tree = WorkTree.in(folder);
    }

    @Test
    void scriptWhenCalledThroughALinkFromElsewhereThenWorksInItsOwnTree() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), tree.path("gatehouse"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("../first"));

        Called up = tree.call(link, elsewhere, List.of("up", "--port", "0", "--http-port", "0"));

        assertThat(first).isSymbolicLink();
        assertThat(up.err()).contains("the build failed");
        assertThat(tree.mavenCalls())
                .singleElement()
                .asString()
                .startsWith(tree.path("").toRealPath() + ": ");
        assertThat(elsewhere.toFile().list()).containsExactly("link");
    }

    /** Every script that people call finds its files from where it really is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatehouse",
                "bench/run",
                "certs/make",
                "certs/secrets",
                "config/mutate",
                "config/version-set",
                "k8s/images/build",
                "k8s/images/verify",
                "k8s/tests/cluster-proof",
                "k8s/tests/render"
            })
    void versionWhenCalledThroughALinkThenIsToldByEveryScript(String script) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), ROOT.resolve(script));

        Called version = tree.call(link, folder, List.of("--version"));

        assertThat(version).isEqualTo(version());
        Files.delete(link);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void versionWhenAskedOfAVerbThenIsTold(String verb) throws Exception {
        assertThat(tree.whole("gatehouse", List.of(verb, "--version"))).isEqualTo(version());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpWhenAskedForAVerbThenNeedsNothingBuilt(String verb) throws Exception {
        Called help = tree.with("JAVA_HOME", "").whole("gatehouse", List.of("help", verb));

        assertThat(help.out()).startsWith("Usage: ./gatehouse " + verb);
        assertThat(help.err()).isEmpty();
        assertThat(help.exit()).isZero();
        assertThat(tree.whole("gatehouse", List.of(verb, "--help"))).isEqualTo(help);
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @Test
    void helpWhenPrintedThenNamesEveryVerb() throws IOException {
        String script = Files.readString(ROOT.resolve("gatehouse"));
        String dispatch = script.substring(script.lastIndexOf("case $verb in"));

        assertThat(Pattern.compile("(?m)^([a-z][a-z |-]*)\\)").matcher(dispatch).results())
                .flatMap(found -> List.of(found.group(1).split(" \\| ")))
                .filteredOn(verb -> !verb.startsWith("help") && !verb.startsWith("-"))
                .containsExactlyInAnyOrderElementsOf(verbs().toList());
    }

    /** A hint is there to be typed where the script was called. */
    @ParameterizedTest
    @CsvSource({"upp,help", "certs,up", "up --prot,up --help", "test --nosuchopt,test --help"})
    void hintWhenCalledThroughALinkThenNamesTheLink(String words, String hint) throws Exception {
        Files.delete(tree.path("bin/mvn"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), tree.path("gatehouse"));

        Called called = tree.call(link, folder, List.of(words.split(" ")));

        assertThat(called.err()).contains(link + " " + hint).doesNotContain("./gatehouse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --port 1 --version",
                "up -V",
                "status --home x -V",
                "shop -V",
                "bench --quick -V",
                "bench --quick --version"
            })
    void versionWhenAskedBehindOtherOptionsThenNeedsNothingBuilt(String words) throws Exception {
        Called called = tree.with("JAVA_HOME", "").whole("gatehouse", List.of(words.split(" ")));

        assertThat(called).isEqualTo(version());
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"upp,upp", "help upp,upp", "'',''", "'help ',''"})
    void scriptWhenThereIsNoSuchVerbThenSaysSo(String words, String verb) throws Exception {
        Called called = tree.gatehouse(words.split(" ", -1));

        assertThat(called.err())
                .isEqualTo(
                        "gatehouse: there is no verb \"%s\"; %s help lists them%n"
                                .formatted(verb, tree.path("gatehouse")));
        assertThat(called.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--engine kaniko --no-registry",
                "--engine buildah --no-registry",
                "--tag a/b --no-registry",
                "--prefix UPPER --no-registry",
                "nginx"
            })
    void imagesWhenRefusedThenNothingIsCompiled(String options) throws Exception {
        tree.program("docker", "exit 0");
        tree.program("buildah", "exit 1");
        List<String> arguments =
                Stream.of(options.split(" ", -1)).filter(o -> !o.isEmpty()).toList();

        Called images = tree.whole("k8s/images/build", arguments);

        assertThat(images.err()).startsWith("gatehouse images: ").hasLineCount(1);
        assertThat(images.exit()).isPositive();
        assertThat(images.out()).isEmpty();
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "orders/", "authz/token common/seal", "--fast"})
    void mutateWhenThereIsNoSuchPackageThenNothingIsCompiled(String unknown) throws Exception {
        Called mutate = tree.whole("gatehouse", List.of("mutate", "orders", unknown));

        assertThat(mutate.err())
                .isEqualTo(
                        "gatehouse mutate: there is no package \""
                                + unknown
                                + "\" to change; try --help\n");
        assertThat(mutate.exit()).isEqualTo(2);
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @Test
    void clusterProofWhenAskedForHelpThenNamesEverySection() throws Exception {
        String script = Files.readString(ROOT.resolve("k8s/tests/cluster-proof"));
        String tests = script.substring(script.indexOf("tests_of() {"), script.indexOf("# step "));
        List<String> sections =
                Pattern.compile("(?m)^    ([a-z0-9-]+)\\) echo")
                        .matcher(tests)
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        String help = tree.whole("k8s/tests/cluster-proof", List.of("--help")).out();

        assertThat(sections).hasSizeGreaterThan(10);
        assertThat(sections)
                .allSatisfy(name -> assertThat(help).containsPattern("\n  " + name + " "));
    }

    @Test
    void certsWhenThereAreNoneThenMakesNoHome() throws Exception {
        Called certs = tree.gatehouse("certs");

        assertThat(certs.err()).contains("there are no certificates in").hasLineCount(1);
        assertThat(tree.path(".local")).doesNotExist();
    }

    /** What the launcher says is compared with what the script says without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "down",
                "status",
                "reset",
                "reset --yes",
                "logs",
                "logs idp -f -n 5 --json",
                "mail",
                "mail 1",
                "status --home {folder}/none",
                "reset --home={folder}/none",
                "logs --home {folder}/none"
            })
    void verbWhenThereIsNoHomeThenNeedsNoLauncherToSaySo(String line) throws Exception {
        String[] words = line.replace("{folder}", folder.toRealPath().toString()).split(" ");
        Called launcher = tree.gatehouse(words);
        Files.delete(tree.path("local/target/local.jar"));

        Called script = tree.with("JAVA_HOME", "").gatehouse(words);

        assertThat(script).isEqualTo(launcher);
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"down --hom x", "down --home", "status --home {folder}", "logs --bad"})
    void verbWhenOnlyTheLauncherCanTellThenItIsBuilt(String line) throws Exception {
        Files.delete(tree.path("local/target/local.jar"));

        tree.gatehouse(line.replace("{folder}", folder.toString()).split(" "));

        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void buildWhenStoppedThenTheTerminalIsTold(String signal, int status) throws Exception {
        Path builds = tree.path("builds");
        tree.program(
                "mvn",
                """
                [ "$1" != -v ] || { echo 'Apache Maven 3.9.0'; exit; }
                touch '%s'; exec tail -f /dev/null\
                """
                        .formatted(builds));
        Files.delete(tree.path("local/target/.built"));
        Path said = tree.path("said");
        Path script = tree.path("gatehouse");
        Process up =
                tree.builder(
                                Path.of("/usr/bin/env"),
                                folder,
                                List.of("python3", "-c", AT_A_TERMINAL, script.toString(), "up"))
                        .redirectError(said.toFile())
                        .start();
        await().atMost(PATIENCE).until(() -> Files.exists(builds));

        // The shell's own kill: a small machine has no program of that name.
        String kill = "kill -%s %d".formatted(signal, up.pid());
        assertThat(new ProcessBuilder("sh", "-c", kill).start().waitFor()).isZero();
        up.descendants().forEach(ProcessHandle::destroy);

        assertThat(up.waitFor()).isEqualTo(status);
        assertThat(Files.readString(said)).endsWith("stopped%n".formatted());
    }

    @ParameterizedTest
    @CsvSource({
        "test --nosuchopt,Unrecognized option: --nosuchopt",
        "check --nosuchopt,Unrecognized option: --nosuchopt",
        "test -pl,Missing argument for option: pl"
    })
    void mavenWhenItDoesNotKnowAnOptionThenOneSentence(String line, String sentence)
            throws Exception {
        // The true Maven, which is the one that refuses.
        Files.delete(tree.path("bin/mvn"));

        Called called = tree.gatehouse(line.split(" "));

        assertThat(called.err())
                .startsWith("gatehouse: " + sentence + "; try " + tree.path("gatehouse"))
                .hasLineCount(1);
        assertThat(called.exit()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
    }

    /** What the module is built of is built, but only its own tests run. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    orders | orders | ORDERS/*Test | ORDERS/*IT,ORDERS/*E2E
                    common/web/ | common/web | WEB/*Test | WEB/*IT,WEB/*E2E
                    payments/provider-sim | payments/provider-sim | SIM/*Test | SIM/*IT,SIM/*E2E
                    orders -Dtest=LifeTest#one | orders | LifeTest#one | none
                    orders -Dtest=OrdersIT | orders | none | OrdersIT
                    e2e -Dtest=RolesE2E#one | SYSTEM,e2e | none | RolesE2E#one
                    """)
    void testWhenAModuleIsNamedThenOnlyItsTestsRun(
            String line, String modules, String unit, String integration) throws Exception {
        for (String module : List.of("orders", "common/web", "payments/provider-sim", "e2e")) {
            Files.createDirectories(tree.path(module + "/src/test"));
            Files.createFile(tree.path(module + "/pom.xml"));
        }

        tree.gatehouse(("test " + line).split(" "));

        String tests = " -Dtest=%s -Dit.test=%s ".formatted(unit, integration);
        String system = "idp,authz,products,orders,payments,payments/provider-sim,local";
        assertThat(tree.mavenCalls().getLast())
                .contains(" verify -pl %s -am ".formatted(modules.replace("SYSTEM", system)))
                .contains(
                        tests.replace("ORDERS", "io/gatehouse/orders/**")
                                .replace("WEB", "io/gatehouse/common/web/**")
                                .replace("SIM", "io/gatehouse/provider/**"));
    }

    /**
     * Maven deletes the classes of deleted sources by a list of its own, so the classes of a quick
     * build go with that list; what only looks like a build stays.
     */
    @ParameterizedTest
    @CsvSource({"test, true", "check, true", "test, false"})
    void testWhenTheLastBuildWasAQuickOneThenNothingOfItIsKept(String verb, boolean quick)
            throws Exception {
        List<String> compiled =
                List.of(
                        "idp/target/classes/Gone.class",
                        "idp/target/test-classes/GoneTest.class",
                        "idp/target/maven-status/createdFiles.lst");
        List<String> others =
                List.of(
                        "idp/target/idp.jar",
                        "bench/target/beside/idp/target/classes/Theirs.class",
                        "bench/target/beside/idp/target/maven-status/createdFiles.lst",
                        "docs/target/classes/Theirs.class");
        for (String file : compiled) {
            tree.write(file, "");
        }
        for (String file : others) {
            tree.write(file, "");
        }
        if (quick) {
            tree.write("target/.unchecked", "");
        }

        tree.gatehouse(verb);

        assertThat(compiled).allMatch(file -> Files.exists(tree.path(file)) != quick);
        assertThat(others).allMatch(file -> Files.exists(tree.path(file)));
        assertThat(tree.path("target/.unchecked")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "common", "../orders"})
    void testWhenThereIsNoSuchModuleThenSaysSo(String module) throws Exception {
        Called called = tree.gatehouse("test", module);

        assertThat(called.exit()).isEqualTo(2);
        assertThat(called.err())
                .startsWith("gatehouse: there is no module \"%s\" with tests".formatted(module));
        assertThat(tree.mavenCalls()).isEmpty();
    }

    /** A build alone is over before the second compiler of the JVM pays. */
    @ParameterizedTest
    @CsvSource({"test,''", "check,''", "up --port 0,'-XX:TieredStopAtLevel=1 '"})
    void mavenWhenCalledThenDoesNotWarnOfItsOwnLibraries(String line, String before)
            throws Exception {
        Path options = tree.path("maven.options");
        tree.program(
                "mvn",
                """
                [ "$1" != -v ] || { echo 'Apache Maven 3.9.0'; exit; }
                printf '%%s' "$MAVEN_OPTS" >'%s'
                exit 1\
                """
                        .formatted(options));

        tree.with("MAVEN_OPTS", "-Xmx1g").gatehouse(line.split(" "));

        assertThat(options).hasContent(before + "--sun-misc-unsafe-memory-access=allow -Xmx1g");
    }

    private Called version() throws IOException {
        String version =
                Pattern.compile("(?m)^    <version>(.*)</version>$")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
        return new Called(0, "gatehouse %s%n".formatted(version), "");
    }

    /** What the help lists. */
    static Stream<String> verbs() throws IOException {
        String script = Files.readString(ROOT.resolve("gatehouse"));
        String help = script.substring(0, script.indexOf("help [VERB]"));
        return Pattern.compile("(?m)^  ([a-z-]+)  +\\S")
                .matcher(help)
                .results()
                .map(f -> f.group(1));
    }
}

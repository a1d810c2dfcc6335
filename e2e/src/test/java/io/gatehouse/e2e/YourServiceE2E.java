// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The lines of {@code docs/your-service.md}, as a reader types them, in a copy of this work tree.
 */
@Tag("local")
@Order(40)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class YourServiceE2E {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final String PASSWORD = "seven small boats";
    private static final Pattern STATUS = Pattern.compile("(?m)(?:^|}) (\\d{3})$");

    @TempDir(factory = InTarget.class)
    private Path tree;

    private Process up;

    /** With the programs as they are built, and nothing to build. */
    @BeforeEach
    void copy() throws Exception {
        Tree.in(tree, "local", "gate", "idp", "authz");
        assertThat(
                        sh(
                                """
                                git init -q && git add -A && git -c user.name=reader \
                                -c user.email=reader@example.org commit -q -m all
                                """))
                .isEmpty();
    }

    @AfterEach
    void stop() throws Exception {
        if (up != null && up.isAlive()) {
            up.destroy();
            await("the end of the system").atMost(LONGEST_STOP).until(() -> !up.isAlive());
        }
    }

    @Test
    void linesWhenTypedThenTheServiceStandsBehindTheGateAndGoes() throws Exception {
        assertThat(sh(block("./gatehouse service add")))
                .contains("written: services/notes.yaml", "written: gate/routes.yaml")
                .containsPattern("(?m)^notes +yours");

        start(block("./gatehouse up"));
        answersAreThoseOfThePage(sh(block("gate() {").replace("https://localhost:8443", url())));
        assertThat(sh(block("./gatehouse status")))
                .containsPattern("(?m)^notes .*ready")
                .contains("POST /notes HTTP/1.1 201")
                .doesNotContain("products", "orders");

        assertThat(sh(block("./gatehouse down")))
                .contains("removed: services/notes.yaml")
                .doesNotContain("?? ", " M ");
        assertThat(sh("git status --short")).isEmpty();
    }

    @Test
    void roleWhenItIsAddedToTheTableThenAnAdministratorGivesItAndItOpensTheRoute()
            throws Exception {
        List<String> lines = block("sed -i").lines().toList();
        sh(lines.get(0) + "\n" + lines.get(1));
        start(lines.get(2));
        String admin =
                Json.read(tree.resolve(".local/secrets/accounts.json")).at("/0/password").asText();

        String said =
                sh(
                        """
                        %s
                        U=%s
                        token() {
                            gate $U/authentication/login \\
                                -d '{"username":"'"$1"'","password":"'"$2"'"}' |
                                sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p'
                        }
                        as_robin() {
                            gate $U/notes/all -H "Authorization: Bearer $(token robin '%s')"
                        }
                        ROBIN=$(gate $U/authentication/registration \\
                            -d '{"username":"robin","email":"robin@example.org","password":"%s"}' |
                            sed -n 's/.*"id":"\\([^"]*\\)".*/\\1/p')
                        ADMIN="Authorization: Bearer $(token admin '%s')"
                        as_robin
                        %s
                        as_robin
                        gate $U/notes/all -H "$ADMIN"
                        """
                                .formatted(
                                        block("gate() {").lines().findFirst().orElseThrow(),
                                        url(),
                                        PASSWORD,
                                        PASSWORD,
                                        admin,
                                        block("gate $U/admin/users").strip()));

        assertThat(STATUS.matcher(said).results().map(found -> found.group(1)).toList())
                .as(said)
                .containsExactly("403", "200", "200", "403");
        assertThat(said).contains("\"roles\":[\"customer\",\"editor\"]");
    }

    private static void answersAreThoseOfThePage(String said) {
        List<String> statuses =
                STATUS.matcher(said).results().map(found -> found.group(1)).toList();

        assertThat(statuses).as(said).hasSize(7 + 40);
        assertThat(statuses.subList(0, 7))
                .as(said)
                .containsExactly("401", "201", "201", "200", "403", "404", "405");
        assertThat(statuses.subList(7, 47)).as(said).contains("429").containsOnly("200", "429");
        assertThat(said.lines().toList().get(3)).contains("buy milk");
        assertThat(said).containsPattern("(?im)^allow: *GET, *HEAD, *POST");
    }

    private void start(String line) throws IOException {
        Path said = tree.resolve("target/up");
        String anywhere = line.strip() + " --port 0 --http-port 0 --no-aot";
        Files.createDirectories(said.getParent());
        up = shell(anywhere).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        await("the start of the system")
                .atMost(LONGEST_START)
                .failFast(
                        "the launcher runs",
                        () -> assertThat(up.isAlive()).as(() -> read(said)).isTrue())
                .until(() -> Files.exists(tree.resolve(".local/run/system.json")));
    }

    private String url() {
        return Json.read(tree.resolve(".local/run/system.json")).path("url").asText();
    }

    /** What a shell said of these lines, all of which must succeed. */
    private String sh(String lines) throws Exception {
        Path said = Files.createTempFile("said", "");
        try {
            int exit =
                    shell("set -e\n" + lines)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start()
                            .waitFor();
            assertThat(exit).as(() -> lines + read(said)).isZero();
            return read(said);
        } finally {
            Files.delete(said);
        }
    }

    private ProcessBuilder shell(String lines) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", lines).directory(tree.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static String block(String start) throws IOException {
        return Pattern.compile("(?ms)^```\\n(.*?)^```$")
                .matcher(Files.readString(ROOT.resolve("docs/your-service.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Where the programs can be linked to. */
    static final class InTarget implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
                throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "your-service");
        }
    }
}

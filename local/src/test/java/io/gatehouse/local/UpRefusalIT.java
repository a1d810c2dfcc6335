// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.home.Ports;
import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in one sentence, before anything is built, made or started. */
final class UpRefusalIT {
    private static final String FREE = "--port 0 --http-port 0 ";

    @TempDir(factory = WorkTree.Folder.class)
    private Path folder;

    private WorkTree tree;

    @BeforeEach
    void make() throws IOException {
        tree = WorkTree.in(folder);
        Files.createDirectories(folder.resolve("foreign/album"));
        Files.createFile(folder.resolve("file"));
        Files.writeString(folder.resolve("malformed"), "inFlight: forty\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --port 70000                       | --port 70000 is no port
                    --port -1                          | --port -1 is no port
                    --port x                           | Invalid value for option '--port': 'x' is not an int
                    --port                             | Missing required parameter for option '--port'
                    --http-port 65536                  | --http-port 65536 is no port
                    --http-port 8o80                   | Invalid value for option '--http-port'
                    --port 20001 --http-port 20001     | --port and --http-port are both 20001
                    --home /proc/x                     | Nothing can be written to /proc/x
                    --home {folder}/file               | {folder}/file is no folder
                    --home {folder}/file/below         | Nothing can be written to {folder}/file/below
                    --home {folder}/foreign            | {folder}/foreign is not empty and no home of Gatehouse
                    --limits {folder}/missing          | There is no file of limits {folder}/missing
                    --limits {folder}                  | {folder} is no regular file
                    --limits /dev/null                 | /dev/null is no regular file
                    --limits=                          | Invalid value for option '--limits': an empty name
                    --home=                            | Invalid value for option '--home': an empty name
                    --limits {folder}/malformed        | {folder}/malformed: line 1:
                    --limits a --seed-limits           | are mutually exclusive
                    --only idp,authz,nope              | no service "nope"; there are idp, authz, products, orders
                    --only idp,products                | idp and authz have to be among them
                    --only=                            | there is no service ""
                    --debug nope                       | --debug: "nope" is none of the services of ours
                    --debug products:x                 | "products:x" is no service such as products
                    --only idp,authz --by-hand orders  | --by-hand: "orders" is none of the services of ours
                    --prot 8443                        | Unknown options: '--prot', '8443'
                    down                               | Unmatched argument at index
                    """)
    void upWhenAnOptionIsWrongThenRefused(String options, String reason) throws Exception {
        String named = options.replace("{folder}", folder.toString());
        boolean isPort = named.contains("port");

        Called up = up((isPort ? "" : FREE) + named);

        assertRefused(up, reason.replace("{folder}", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /bin/false                        | ENVOY names a program that is no Envoy: /bin/false
                    /bin/missing                      | ENVOY names no program: /bin/missing
                    {folder}/file                     | ENVOY names no program: {folder}/file
                    {folder}/tree/bin/older           | ENVOY names an Envoy 1.39, and 1.40 is needed
                    """)
    void upWhenEnvoyIsAnotherProgramThenRefused(String program, String reason) throws Exception {
        tree.program("older", "echo 'envoy  version: 0/1.39.2/Clean/RELEASE/BoringSSL'");
        tree.with("ENVOY", program.replace("{folder}", folder.toString()));

        assertRefused(up(FREE), reason.replace("{folder}", folder.toString()));
    }

    @Test
    void upWhenBothPortsAreTakenThenBothAreNamed() throws Exception {
        try (ServerSocket https = taken();
                ServerSocket http = taken()) {
            Called up =
                    up(
                            "--port %d --http-port %d"
                                    .formatted(https.getLocalPort(), http.getLocalPort()));

            assertRefused(up, "--port " + https.getLocalPort());
            assertRefused(up, "--http-port " + http.getLocalPort());
        }
    }

    /**
     * With another port a second system runs beside the first, whatever the first one redirects.
     */
    @Test
    void upWhenOnlyThePortIsGivenThenTheOtherMovesAway() throws Exception {
        try (ServerSocket _ = occupied(8080)) {
            Called up = up("--port " + new Ports(new SecureRandom()).free());

            assertThat(up.err())
                    .startsWith(
                            "Building authz,idp,orders,payments,payments/provider-sim,products");
        }
    }

    @Test
    void upWhenAllIsWellThenBuildsAndSaysSoOnTheErrorOutput() throws Exception {
        Called up = up(FREE);

        assertThat(up.out()).isEmpty();
        assertThat(up.err())
                .contains(
                        "Building authz,idp,orders,payments,payments/provider-sim,products",
                        "the build failed");
        assertThat(tree.mavenCalls()).singleElement().asString().contains("package");
    }

    @Test
    void upWhenOnlySomeServicesAreWantedThenBuildsThoseAlone() throws Exception {
        Called up = up(FREE + "--only authz,idp");

        assertThat(up.err()).startsWith("Building authz,idp (");
    }

    @Test
    void upWhenTheProgramOfAServiceIsMissingThenNamesIt() throws Exception {
        foreign("command: [no-such-program, --serve]");

        Called up = up(FREE);

        assertThat(up.err())
                .contains("there is no program no-such-program (services/notes.yaml)")
                .hasLineCount(1);
        assertThat(up.exit()).isEqualTo(1);
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    command: []         | services/notes.yaml: command: an empty word
                    commands: [sh]      | services/notes.yaml: line
                    """)
    void upWhenAFileOfAServiceIsWrongThenRefused(String line, String reason) throws Exception {
        foreign(line);

        assertRefused(up(FREE), reason);
    }

    private void foreign(String line) throws IOException {
        Files.writeString(
                tree.path("services/notes.yaml"),
                """
                port: 5000
                image: notes
                health: /health
                resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
                %s
                """
                        .formatted(line));
    }

    @Test
    void checkWhenAllIsWellThenSaysSoAndNothingIsBuilt() throws Exception {
        Called check = up(FREE + "--check");

        assertThat(check).isEqualTo(new Called(0, "All is there.%n".formatted(), ""));
        assertThat(tree.mavenCalls()).isEmpty();
    }

    @Test
    void checkWhenAnOptionIsWrongThenRefused() throws Exception {
        assertRefused(up("--port 70000 --check"), "--port 70000 is no port");
    }

    @Test
    void upWhenPythonHasNoPipThenSaysWhatToInstallBeforeItBuilds() throws Exception {
        tree.with("ENVOY", "").with("XDG_CACHE_HOME", folder.resolve("cache").toString());
        tree.program("python3", "exit 1");

        Called up = up(FREE);

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.err()).contains("Python 3 with pip").hasLineCount(1);
        assertThat(tree.mavenCalls()).isEmpty();
    }

    private Called up(String options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(List.of(options.strip().split(" +", -1)));
        return tree.gatehouse(arguments.toArray(String[]::new));
    }

    private void assertRefused(Called up, String reason) throws IOException {
        assertThat(up.err()).startsWith("gatehouse: ").contains(reason).hasLineCount(1);
        assertThat(up.exit()).isEqualTo(2);
        assertThat(up.out()).isEmpty();
        assertThat(tree.mavenCalls()).isEmpty();
        assertThat(tree.path(".local")).doesNotExist();
        assertThat(folder.resolve("foreign").toFile().list()).containsExactly("album");
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** That port, by this test if by nobody else. */
    private static ServerSocket occupied(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (BindException _) {
            return taken();
        }
    }
}

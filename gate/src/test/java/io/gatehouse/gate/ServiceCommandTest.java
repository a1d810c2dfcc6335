// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCommandTest {
    private static final String ROUTES = "gate/routes.yaml";

    private static final String[] NOTES = {
        "service",
        "add",
        "notes",
        "--port",
        "5000",
        "--command",
        "python3 examples/notes/notes.py",
        "--route",
        "GET,POST /notes signed-in",
        "--route",
        "DELETE /notes/{id} signed-in delegated keyed",
        "--route",
        "GET /notes/all admin sensitive"
    };

    @TempDir private Path root;

    private WorkTree tree;

    @BeforeEach
    void makeAll() throws IOException {
        tree = WorkTree.in(root);
        tree.gatehouse("gate");
    }

    @Test
    void addWhenItIsRightThenWritesBothFilesAndWhatIsMadeOfThem() throws IOException {
        String before = tree.text(ROUTES);

        Called called = tree.gatehouse(NOTES);

        assertThat(called.err()).isEmpty();
        assertThat(called.exit()).isZero();
        assertThat(tree.text("services/notes.yaml"))
                .isEqualTo(
                        """
                        # SPDX-License-Identifier: Apache-2.0
                        # yaml-language-server: $schema=service.schema.json
                        port: 5000
                        command: [python3, examples/notes/notes.py]
                        image: notes
                        health: /health
                        resources: {cpu: 50m, memory: 64Mi, memoryLimit: 128Mi}
                        """);
        assertThat(tree.text(ROUTES))
                .isEqualTo(
                        before
                                + """

                                  notes:
                                    routes:
                                      - {name: get-post-notes, methods: [GET, POST], path: /notes,\
                                 access: signed-in}
                                      - {name: delete-notes-id, methods: [DELETE], path: '/notes/{id}',\
                                 access: signed-in, delegated: true, keyed: true}
                                      - {name: get-notes-all, methods: [GET], path: /notes/all,\
                                 access: roles, roles: [admin], sensitive: true}
                                """);
        assertThat(called.out().lines())
                .contains("written: services/notes.yaml", "written: " + ROUTES)
                .contains("written: k8s/base/policy.yaml")
                .anySatisfy(
                        line -> assertThat(line).contains("./gatehouse up --only idp,authz,notes"));
        assertThat(tree.gatehouse("gate", "--check")).isEqualTo(new Called(0, "", ""));
    }

    @Test
    void removeWhenItWasAddedThenEveryFileIsAsBefore() {
        Map<String, String> before = tree.files();
        tree.gatehouse(NOTES);
        assertThat(tree.files()).isNotEqualTo(before);

        Called called = tree.gatehouse("service", "remove", "notes");

        assertThat(called.exit()).isZero();
        assertThat(called.out().lines()).contains("removed: services/notes.yaml");
        assertThat(tree.files()).isEqualTo(before);
    }

    @Test
    void addWhenEverythingIsSaidThenEverythingIsWritten() throws IOException {
        Called called =
                tree.gatehouse(
                        "service",
                        "add",
                        "my-notes",
                        "--port=5001",
                        "--image=registry.example/notes:1.2",
                        "--health=/well",
                        "--database",
                        "--caller=orders POST,GET /internal/notes,/internal/notes/{id}",
                        "--",
                        "/opt/my notes/run",
                        "--mode=\"x\"",
                        "7");

        assertThat(called.err()).isEmpty();
        assertThat(tree.text("services/my-notes.yaml"))
                .contains(
                        """
                        port: 5001
                        command: [/opt/my notes/run, --mode="x", '7']
                        image: 'registry.example/notes:1.2'
                        health: /well
                        database: true
                        callers: [{from: orders, methods: [POST, GET],\
                         paths: [/internal/notes, '/internal/notes/{id}']}]
                        """);
        assertThat(tree.text(ROUTES)).endsWith("\n\n  my-notes:\n    routes: []\n");
        assertThat(tree.gatehouse("service", "remove", "my-notes").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Notes | is no name",
                "no_tes | is no name",
                "../notes | is no name",
                "notes- | is no name",
                "a2345678901234567890123456789012345678901 | is no name",
                "gateway | taken",
                "postgres | taken",
                "envoy | taken",
                "ratelimit | taken",
                "redis | taken",
                "default | taken",
                "idp | there is a service idp already",
                "orders | there is a service orders already"
            })
    void addWhenTheNameCannotBeThenRefused(String name, String sentence) {
        refuses(sentence, "service", "add", name, "--port", "5000", "--command", "run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /notes | is not of the form",
                "GET /notes signed-in slowly | is not of the form",
                "GET /notes signed-in sensitive too | is not of the form",
                "GET /notes signed-in delegated sensitive | is not of the form",
                "GET /notes signed-in delegated delegated | is not of the form",
                "GET /notes signed-in keyed delegated | is not of the form",
                "'' | is not of the form",
                "get /notes signed-in | methods [get]",
                "GET, /notes signed-in | methods",
                "GET,GET /notes signed-in | a method twice",
                "HEAD /notes signed-in | methods [HEAD]",
                "OPTIONS /notes signed-in | methods [OPTIONS]",
                "GET notes signed-in | does not begin with /",
                "GET /notes/ signed-in | a path does not end with /",
                "GET / signed-in | neither a lower-case word",
                "GET //notes signed-in | neither a lower-case word",
                "GET /Notes signed-in | neither a lower-case word",
                "GET /notes/{name} signed-in | neither a lower-case word nor a known placeholder",
                "GET /notes/* signed-in | neither a lower-case word",
                "GET /notes/.. signed-in | neither a lower-case word",
                "GET /notes?x=1 signed-in | neither a lower-case word",
                "GET /notes boss | there is no role \"boss\", only customer, payment, admin",
                "GET /notes admin,boss | there is no role \"boss\"",
                "GET /notes sign-out | there is no role \"sign-out\"",
                "GET /notes public sensitive | a public route cannot be sensitive",
                "GET /notes public delegated | a public route cannot be delegated",
                "GET /notes public keyed | a public route cannot be keyed",
                "GET /microservice/notes signed-in | never asked through the gate",
                "GET /orders signed-in | the one of route orders of orders",
                "PATCH /orders/{id} signed-in | the one of route order of orders",
                "GET /products/admin admin | the one of route products-admin of products",
                "GET /docs/notes signed-in | the one of route docs-file of idp"
            })
    void addWhenARouteCannotBeThenRefused(String route, String sentence) {
        refuses(sentence, added("--route", "GET /fine public", "--route", route));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /notes signed-in, GET /notes public",
        "GET /notes/{id} public, GET /notes/all admin",
        "GET /notes/{id} signed-in, 'GET,POST /notes/abc signed-in'"
    })
    void addWhenItsOwnRoutesDoNotGoTogetherThenRefused(String first, String second) {
        refuses("gate/routes.yaml: route get-notes", added("--route", first, "--route", second));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 80 | port 80 is not",
                "--port 70000 | port 70000 is not",
                "--port 15001 | sidecar",
                "--port 8443 | the gate's own",
                "--port many | Invalid value",
                "--health well | is no path",
                "--image UPPER | is no name of an image",
                "--nosuch | Unknown option",
                "--caller nobody_POST_/x | there is no service nobody",
                "--caller notes_POST_/x | calls itself",
                "--caller orders_FETCH_/x | methods",
                "--caller orders_POST_x | is no path",
                "--caller orders | is not of the form",
                "--command 'run'_it | no shell reads it",
                "--command run_$HOME | no shell reads it",
                "--command run words | given twice"
            })
    void addWhenAnOptionCannotBeThenRefused(String option, String sentence) {
        String[] words = option.split(" ", -1);
        List<String> options = new ArrayList<>();
        for (String word : words) {
            options.add(word.replace('_', ' '));
        }
        if (!options.contains("--port")) {
            options.addAll(List.of("--port", "5000"));
        }
        if (!options.contains("--command")) {
            options.addAll(List.of("--command", "run"));
        }
        options.addAll(0, List.of("service", "add", "notes"));
        refuses(sentence, options.toArray(String[]::new));
    }

    @Test
    void addWhenAnotherOfYoursHasThePortOrThePathThenRefused() {
        tree.gatehouse(NOTES);

        refuses("port 5000 is the one of notes", command("letters", "5000"));
        refuses(
                "path /notes is the one of route get-post-notes of notes",
                with(command("letters", "5001"), "--route", "PUT /notes public"));
        refuses("there is a service notes already", NOTES);
    }

    @Test
    void addWhenTheCommandIsMissingThenRefused() {
        refuses("what starts notes is missing", "service", "add", "notes", "--port", "5000");
    }

    /** Names are derived, and two paths may give the same. */
    @Test
    void addWhenTwoRoutesWouldHaveOneNameThenTheSecondIsNumbered() throws IOException {
        tree.gatehouse(added("--route", "GET /a-b signed-in", "--route", "GET /a/b signed-in"));

        assertThat(tree.text(ROUTES)).contains("{name: get-a-b, ", "{name: get-a-b-2, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "authz"})
    void removeWhenTheGateNeedsItThenRefused(String name) {
        refuses("the gate does not work without " + name, "service", "remove", name);
    }

    @Test
    void removeWhenItIsNotThereThenRefused() {
        refuses("there is no service notes", "service", "remove", "notes");
        refuses("there is no service notes", "service", "remove", "orders", "notes");
    }

    @Test
    void removeWhenAnotherIsCalledByItThenRefusedUnlessAllGo() throws IOException {
        refuses("products is a caller of orders;", "service", "remove", "products");

        Called all = tree.gatehouse("service", "remove", "products", "orders", "payments");

        assertThat(all.err()).isEmpty();
        assertThat(tree.path("services/orders.yaml")).doesNotExist();
        assertThat(tree.text(ROUTES))
                .doesNotContain("  products:", "  orders:", "  payments:")
                .endsWith(
                        "path: /authorization/fail, access: roles, roles: [admin], sensitive: true}\n");
        assertThat(tree.gatehouse("gate", "--check").exit()).isZero();
    }

    /** A person writes comments, other orders and other line ends. */
    @Test
    void removeWhenTheFileWasEditedByHandThenTheRestStaysByteByByte() throws IOException {
        String before =
                tree.text(ROUTES)
                        .replace("  products:\n", "  # The shop.\n  products:   # sold here\n")
                        .replace("\n", "\r\n");
        String odd = before.stripTrailing() + "   # the last one";
        Files.writeString(tree.path(ROUTES), odd);

        tree.gatehouse(NOTES);
        assertThat(tree.text(ROUTES)).startsWith(odd + "\r\n\r\n  notes:\r\n    routes:\r\n");
        tree.gatehouse("service", "remove", "notes");

        assertThat(tree.text(ROUTES)).isEqualTo(odd);
    }

    @Test
    void removeWhenOthersFollowThenTheyStay() throws IOException {
        tree.gatehouse(NOTES);
        String before = tree.text(ROUTES);
        tree.gatehouse(with(command("letters", "5001"), "--route", "GET /letters public"));
        String both = tree.text(ROUTES);

        tree.gatehouse("service", "remove", "notes");

        assertThat(both).startsWith(before);
        assertThat(tree.text(ROUTES)).doesNotContain("/notes").contains("path: /letters");
        assertThat(tree.gatehouse("gate", "--check").exit()).isZero();
    }

    @Test
    void addWhenTheTablesAreBadAlreadyThenSaysSoAndChangesNothing() throws IOException {
        Files.writeString(tree.path("services/broken.yaml"), "port: 5000\n");
        Map<String, String> before = tree.files();

        Called called = tree.gatehouse(NOTES);

        assertThat(called.exit()).isEqualTo(1);
        assertThat(called.err()).contains("services/broken.yaml: ").hasLineCount(1);
        assertThat(tree.files()).isEqualTo(before);
    }

    @Test
    void listWhenAskedThenNamesServicesAndRoutes() {
        tree.gatehouse(NOTES);

        Called list = tree.gatehouse("service", "list");

        assertThat(list.out().lines())
                .anySatisfy(line -> assertThat(line).matches("idp +ours +\\d+ routes"))
                .anySatisfy(line -> assertThat(line).matches("notes +yours +3 routes"))
                .anySatisfy(line -> assertThat(line).matches(" +GET,POST +/notes +signed-in"))
                .anySatisfy(line ->
                        assertThat(line)
                                .matches(" +DELETE +/notes/\\{id} +signed-in delegated keyed"))
                .anySatisfy(line -> assertThat(line).matches(" +GET +/notes/all +admin sensitive"));
    }

    @Test
    void serviceWhenItsVerbIsMissingOrUnknownThenRefused() {
        refuses("add, remove or list is missing; try ./gatehouse service --help", "service");
        refuses("there is no verb \"ad\"; try ./gatehouse service --help", "service", "ad");
    }

    private void refuses(String sentence, String... words) {
        Map<String, String> before = tree.files();

        Called called = tree.gatehouse(words);

        assertThat(called.err())
                .startsWith("gatehouse: ")
                .contains(sentence)
                .doesNotContain(System.getProperty("java.io.tmpdir"))
                .hasLineCount(1);
        assertThat(called.exit()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(tree.files()).isEqualTo(before);
    }

    private static String[] added(String... options) {
        return with(command("notes", "5000"), options);
    }

    private static String[] command(String name, String port) {
        return new String[] {"service", "add", name, "--port", port, "--command", "run"};
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final String POLICY = "k8s/base/policy.yaml";

    @TempDir private Path root;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void copySources() throws IOException {
        copy(Path.of("."), root.resolve("gate"));
        copy(REPOSITORY.resolve("services"), root.resolve("services"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, 2)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What stands in git is what the tables say. */
    @Test
    void checkWhenInTheRepositoryThenNothingWouldChange() {
        assertThat(run(REPOSITORY, "--check")).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void writeWhenNothingIsThereThenEveryFileAndNoneTheSecondTime() throws IOException {
        assertThat(run(root)).isZero();

        assertThat(out.toString().lines()).hasSizeGreaterThan(8).contains("written: " + POLICY);
        assertThat(Files.readString(root.resolve(POLICY)))
                .isEqualTo(Files.readString(REPOSITORY.resolve(POLICY)))
                .startsWith("# Made of gate/routes.yaml by ./gatehouse gate,");
        out.getBuffer().setLength(0);
        assertThat(run(root)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkWhenAFileWasChangedThenNamesItAndLeavesIt() throws IOException {
        run(root);
        out.getBuffer().setLength(0);
        Files.writeString(root.resolve(POLICY), "rules: []\n");

        assertThat(run(root, "--check")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "differs from what it is made of: " + POLICY,
                        "./gatehouse gate writes them anew.");
        assertThat(root.resolve(POLICY)).hasContent("rules: []");
    }

    @Test
    void writeWhenATableIsBadThenOneSentenceAndNothingIsWritten() throws IOException {
        Path routes = root.resolve("gate/routes.yaml");
        Files.writeString(
                routes, Files.readString(routes).replace("access: sign-out", "access: signout"));

        assertThat(run(root)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString())
                .startsWith("gatehouse: " + routes.toAbsolutePath())
                .contains("line ");
        assertThat(root.resolve(POLICY)).doesNotExist();
    }

    @Test
    void writeWhenAServiceIsGoneThenItsFileGoesAndNoOther() throws IOException {
        run(root);
        Path byHand = root.resolve("k8s/shop/prices.yaml");
        Files.writeString(byHand, "# SPDX-License-Identifier: Apache-2.0\n");
        Files.delete(root.resolve("services/orders.yaml"));
        Files.writeString(
                root.resolve("services/products.yaml"),
                """
                module: products
                component: shop
                heapMib: {laptop: 96, cluster: 144}
                settings: {}
                resources: {cpu: 250m, memory: 224Mi}
                """);
        removeRoutes("orders");
        out.getBuffer().setLength(0);

        assertThat(run(root, "--check")).isEqualTo(1);
        assertThat(out.toString()).contains("is made of nothing any more: k8s/shop/orders.yaml\n");
        assertThat(root.resolve("k8s/shop/orders.yaml")).exists();
        assertThat(run(root)).isZero();
        assertThat(out.toString()).contains("removed: k8s/shop/orders.yaml\n");
        assertThat(root.resolve("k8s/shop/orders.yaml")).doesNotExist();
        assertThat(byHand).exists();
        assertThat(run(root, "--check")).isZero();
    }

    /** What an adopter has in place of the shop. */
    @Test
    void writeWhenThereIsNoShopThenNothingSpeaksOfIt() throws IOException {
        run(root);
        for (String service : List.of("products", "orders")) {
            Files.delete(root.resolve("services/%s.yaml".formatted(service)));
            removeRoutes(service);
        }

        assertThat(run(root)).isZero();
        assertThat(root.resolve("k8s/shop/kustomization.yaml")).content().contains("resources: []");
        for (String folder : List.of("istio/gate", "k8s/base", "k8s/shop")) {
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file ->
                                assertThat(file)
                                        .content()
                                        .doesNotContain("products", "sa/orders", "/orders"));
            }
        }
    }

    @Test
    void writeWhenARouteHasNoServiceThenOneSentenceAndNothingIsWritten() throws IOException {
        Files.delete(root.resolve("services/idp.yaml"));

        assertThat(run(root)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(root.resolve(POLICY)).doesNotExist();
    }

    @Test
    void helpWhenPrintedByTheScriptThenIsTheProgramsOwn() {
        assertThat(run(root, "--help")).isZero();
        assertThat(Path.of("help.txt")).hasContent(out.toString());
    }

    private void removeRoutes(String service) throws IOException {
        Path routes = root.resolve("gate/routes.yaml");
        String text = Files.readString(routes);
        String without = text.replaceFirst("(?m)^  %s:\n(    .*\n|\n)+".formatted(service), "");
        assertThat(without).isNotEqualTo(text);
        Files.writeString(routes, without);
    }

    private int run(Path folder, String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        return GateCommand.commandLine(folder).setOut(writer).setErr(writer).execute(arguments);
    }
}

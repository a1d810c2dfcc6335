// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    private static final String POLICY = "k8s/base/policy.yaml";

    @TempDir private Path root;

    private WorkTree tree;

    @BeforeEach
    void copySources() throws IOException {
        tree = WorkTree.in(root);
    }

    /** What stands in git is what the tables say. */
    @Test
    void checkWhenInTheRepositoryThenNothingWouldChange() {
        assertThat(WorkTree.repository().gatehouse("gate", "--check"))
                .isEqualTo(new Called(0, "", ""));
    }

    @Test
    void writeWhenNothingIsThereThenEveryFileAndNoneTheSecondTime() throws IOException {
        Called first = tree.gatehouse("gate");

        assertThat(first.exit()).isZero();
        assertThat(first.out().lines()).hasSizeGreaterThan(8).contains("written: " + POLICY);
        assertThat(tree.text(POLICY))
                .isEqualTo(WorkTree.repository().text(POLICY))
                .startsWith("# Made of gate/routes.yaml by ./gatehouse gate,");
        assertThat(tree.gatehouse("gate")).isEqualTo(new Called(0, "", ""));
    }

    /** A full disk, as it were: what comes late in the list cannot be written, so nothing is. */
    @Test
    void writeWhenOneFileCannotBeThenNoneIs() throws IOException {
        Path blocked = tree.path("k8s/services/kustomization.yaml.new");
        Files.createDirectories(blocked);

        assertThat(tree.gatehouse("gate").exit()).isEqualTo(1);
        assertThat(tree.path(POLICY)).doesNotExist();
        assertThat(tree.path("istio/gate/routes.yaml.new")).doesNotExist();
    }

    @Test
    void checkWhenAFileWasChangedThenNamesItAndLeavesIt() throws IOException {
        tree.gatehouse("gate");
        Files.writeString(tree.path(POLICY), "rules: []\n");

        Called check = tree.gatehouse("gate", "--check");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out().lines())
                .containsExactly(
                        "differs from what it is made of: " + POLICY,
                        "./gatehouse gate writes them anew.");
        assertThat(tree.path(POLICY)).hasContent("rules: []");
    }

    @Test
    void writeWhenATableIsBadThenOneSentenceAndNothingIsWritten() throws IOException {
        Path routes = tree.path("gate/routes.yaml");
        Files.writeString(
                routes, Files.readString(routes).replace("access: sign-out", "access: signout"));

        Called called = tree.gatehouse("gate");

        assertThat(called.exit()).isEqualTo(1);
        assertThat(called.err().lines()).hasSize(1);
        assertThat(called.err())
                .startsWith("gatehouse: " + routes.toAbsolutePath())
                .contains("line ");
        assertThat(tree.path(POLICY)).doesNotExist();
    }

    @Test
    void writeWhenAServiceIsGoneThenItsFileGoesAndNoOther() throws IOException {
        tree.gatehouse("gate");
        Path byHand = tree.path("k8s/shop/prices.yaml");
        Files.writeString(byHand, "# SPDX-License-Identifier: Apache-2.0\n");
        Files.delete(tree.path("services/orders.yaml"));
        Files.delete(tree.path("services/payments.yaml"));
        Files.writeString(
                tree.path("services/products.yaml"),
                """
                module: products
                component: shop
                heapMib: {laptop: 96, cluster: 144}
                settings: {}
                resources: {cpu: 250m, memory: 224Mi}
                """);
        removeRoutes("orders");
        removeRoutes("payments");

        Called check = tree.gatehouse("gate", "--check");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("is made of nothing any more: k8s/shop/orders.yaml\n");
        assertThat(tree.path("k8s/shop/orders.yaml")).exists();
        Called write = tree.gatehouse("gate");
        assertThat(write.exit()).isZero();
        assertThat(write.out()).contains("removed: k8s/shop/orders.yaml\n");
        assertThat(tree.path("k8s/shop/orders.yaml")).doesNotExist();
        assertThat(byHand).exists();
        assertThat(tree.gatehouse("gate", "--check").exit()).isZero();
    }

    /** What an adopter has in place of the shop. */
    @Test
    void writeWhenThereIsNoShopThenNothingSpeaksOfIt() throws IOException {
        tree.gatehouse("gate");
        for (String service : List.of("products", "orders", "payments")) {
            Files.delete(tree.path("services/%s.yaml".formatted(service)));
            removeRoutes(service);
        }

        assertThat(tree.gatehouse("gate").exit()).isZero();
        assertThat(tree.text("k8s/shop/kustomization.yaml")).contains("resources: []");
        for (String folder : List.of("istio/gate", "k8s/base", "k8s/shop")) {
            try (Stream<Path> files = Files.list(tree.path(folder))) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file ->
                                assertThat(file)
                                        .content()
                                        .doesNotContain(
                                                "products",
                                                "sa/orders",
                                                "/orders",
                                                "sa/payments",
                                                "/payments"));
            }
        }
    }

    @Test
    void writeWhenARouteHasNoServiceThenOneSentenceAndNothingIsWritten() throws IOException {
        Files.delete(tree.path("services/idp.yaml"));

        Called called = tree.gatehouse("gate");

        assertThat(called.exit()).isEqualTo(1);
        assertThat(called.err().lines()).hasSize(1);
        assertThat(tree.path(POLICY)).doesNotExist();
    }

    private void removeRoutes(String service) throws IOException {
        Path routes = tree.path("gate/routes.yaml");
        String text = Files.readString(routes);
        String without = text.replaceFirst("(?m)^  %s:\n(    .*\n|\n)+".formatted(service), "");
        assertThat(without).isNotEqualTo(text);
        Files.writeString(routes, without);
    }
}

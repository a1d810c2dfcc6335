// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertsSecretsIT {
    private static final Path SECRETS =
            Path.of("..", "certs", "secrets").toAbsolutePath().normalize();

    @TempDir private Path home;

    @Test
    void secretsWhenMadeTwiceThenTheSameManifests() {
        String first = manifests();

        assertThat(manifests()).isEqualTo(first);
        assertThat(first).contains("name: postgres-tls").doesNotContain("name: cockroach-node");
    }

    @Test
    void secretsWhenForCockroachThenItsOwn() {
        assertThat(manifests("--cockroach"))
                .contains("name: cockroach-node", "name: cockroach-root")
                .doesNotContain("name: postgres-tls");
    }

    /** Who opens the server's part of the secret cannot sign in with it. */
    @Test
    void secretsWhenMadeThenRedisKnowsItsUsersByDigestsAndLetsEachDoItsWorkOnly() throws Exception {
        Map<String, String> redis = data(manifests(), "gatehouse", "redis");

        assertThat(redis).containsOnlyKeys("auth", "catalogue", "users.acl");
        assertThat(decoded(redis.get("users.acl")))
                .isEqualTo(
                        """
                        user default off
                        user ratelimit on #%s ~gatehouse_* -@all +ping +get +incrby +expire
                        user products on #%s ~catalogue:* -@all +ping +mget +set
                        """,
                        digest(decoded(redis.get("auth")), "ratelimit:"),
                        digest(decoded(redis.get("catalogue")), "products:"));
    }

    @Test
    void secretsWhenMadeBeforeProductsUsedRedisThenItIsAddedAndThePasswordsStay() throws Exception {
        Map<String, String> before = data(manifests(), "gatehouse", "redis");
        Path users = home.resolve("secrets/redis-users");
        Files.writeString(users, Files.readString(users).replaceFirst("user products .*\n", ""));

        assertThat(data(manifests(), "gatehouse", "redis")).isEqualTo(before);
    }

    private static String digest(String credentials, String user) throws Exception {
        assertThat(credentials).matches(user + "[A-Za-z0-9_-]{32}");
        byte[] password = credentials.substring(user.length()).getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
    }

    /** Two namespaces, which share no secret; the provider's own holds no more than it needs. */
    @Test
    void secretsWhenMadeThenPaymentsAndItsProviderHaveTheSameKey() {
        String manifests = manifests();

        assertThat(data(manifests, "gatehouse", "payment-provider"))
                .containsOnlyKeys("provider-key", "provider-webhook-secret")
                .containsAllEntriesOf(data(manifests, "provider", "payment-provider"));
        assertThat(data(manifests, "provider", "payment-provider"))
                .containsOnlyKeys("provider-key")
                .allSatisfy((_, key) -> assertThat(decoded(key)).matches("[A-Za-z0-9_-]{32}"));
    }

    /** The same two as on a laptop. */
    @Test
    void secretsWhenMadeThenTheClientsAreThere() throws Exception {
        String file = decoded(data(manifests(), "gatehouse", "idp-clients").get("clients.json"));

        JsonNode clients = new ObjectMapper().readTree(file);

        assertThat(clients.findValuesAsText("client_id"))
                .containsExactly("gatehouse-cli", "demo-web");
        assertThat(clients.get(0).path("grant_types"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "authorization_code",
                        "refresh_token",
                        "urn:ietf:params:oauth:grant-type:device_code");
        assertThat(clients.findValuesAsText("client_secret"))
                .singleElement()
                .asString()
                .matches("[A-Za-z0-9_-]{32}");
    }

    @Test
    void secretsWhenMadeThenEachServiceThatSealsHasAKeyOfItsOwn() {
        String manifests = manifests();

        List<String> lines = new ArrayList<>();
        for (String name : List.of("products-keys", "orders-keys", "payments-keys")) {
            Map<String, String> data = data(manifests, "gatehouse", name);
            assertThat(data).containsOnlyKeys(name);
            lines.add(decoded(data.get(name)));
        }

        assertThat(lines)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line).matches("demo-1:[A-Za-z0-9+/]{43}=\n"));
    }

    /** The data of one secret, still encoded. */
    private static Map<String, String> data(String manifests, String namespace, String name) {
        String head = "  name: %s\n  namespace: %s\n".formatted(name, namespace);
        assertThat(manifests).containsOnlyOnce(head);
        String after = manifests.substring(manifests.indexOf(head));
        return after.substring(after.indexOf("data:\n"))
                .lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(line -> line.strip().split(": ", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII);
    }

    /** The CA of the other database in database-ca would cut all services off from theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--cockroach"})
    void secretsWhenTheHomeBeganWithTheOtherDatabaseThenRefusedAndNothingPrinted(String began) {
        String first = manifests(began);
        String other = began.isEmpty() ? "--cockroach" : "";
        String cure = began.isEmpty() ? "leave --cockroach out" : "add --cockroach";

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> run(other))
                .withMessageContaining(cure)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("kind:"));
        assertThat(manifests(began)).isEqualTo(first);
    }

    /** Where an earlier version kept them, a reset of the local run deleted them. */
    @ParameterizedTest
    @ValueSource(strings = {".local", "elsewhere"})
    void secretsWhenKeptInTheHomeOfALocalRunThenMovedOutOfIt(String localHome) throws IOException {
        Path tree = tree();
        Path old = tree.resolve(localHome).resolve("cluster");
        String made = documents(runIn(tree, localHome, "--home", old.toString()));

        String output = runIn(tree, localHome);

        assertThat(documents(output)).isEqualTo(made);
        assertThat(output).contains("moved " + old + " to " + tree.resolve(".cluster"));
        assertThat(old).doesNotExist();
        assertThat(tree.resolve(".cluster/secrets/encryption-keys")).isRegularFile();
    }

    @Test
    void secretsWhenThereAreTwoThenRefusedAndBothStay() throws IOException {
        Path tree = tree();
        Path old = tree.resolve(".local/cluster");
        runIn(tree, ".local");
        runIn(tree, ".local", "--home", old.toString());

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> runIn(tree, ".local"))
                .withMessageContaining("lie in " + old + " and in " + tree.resolve(".cluster"));
        assertThat(old.resolve("secrets/encryption-keys")).isRegularFile();
        assertThat(tree.resolve(".cluster/secrets/encryption-keys")).isRegularFile();
    }

    @Test
    void secretsWhenTheHomeIsSomebodyElsesThenRefusedAndUntouched() throws IOException {
        Path foreign = Files.createDirectory(home.resolve("foreign"));
        Files.createFile(foreign.resolve("notes.txt"));
        Set<PosixFilePermission> open = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(foreign, open);

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() ->
                        Command.run("x", List.of(SECRETS.toString(), "--home", foreign.toString())))
                .withMessageContaining(foreign + " is not empty");
        assertThat(Files.getPosixFilePermissions(foreign)).isEqualTo(open);
        assertThat(foreign).isDirectoryContaining(file -> file.endsWith("notes.txt"));
        assertThat(foreign.toFile().list()).hasSize(1);
    }

    /** A work tree with the scripts alone. */
    private Path tree() throws IOException {
        Path tree = Files.createDirectory(home.resolve("tree"));
        Path certs = Files.createDirectory(tree.resolve("certs"));
        for (String script : List.of("make", "secrets")) {
            Files.copy(
                    SECRETS.resolveSibling(script),
                    certs.resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        return tree;
    }

    private static String runIn(Path tree, String localHome, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "GATEHOUSE_HOME=" + tree.resolve(localHome),
                                tree.resolve("certs/secrets").toString()));
        command.addAll(List.of(options));
        return Command.run("secrets", command);
    }

    /** What is for kubectl, without what is said about certificates before. */
    private String manifests(String... options) {
        return documents(run(options));
    }

    private static String documents(String output) {
        return output.substring(output.indexOf("---\n"));
    }

    private String run(String... options) {
        List<String> command =
                new ArrayList<>(List.of(SECRETS.toString(), "--home", home.toString()));
        for (String option : options) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        return Command.run("secrets", command);
    }
}

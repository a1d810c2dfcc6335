// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.oauth.IdToken;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People of Gatehouse at the API of Kubernetes, which takes their ID tokens by itself. */
@EndToEnd
@Tag("cluster")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class KubectlE2E {
    private static final String SECTION = "16-kubectl";

    /** It reads its configuration once a minute, and then asks the gate for its keys. */
    private static final Duration CONFIGURED = Duration.ofMinutes(2);

    private static final String VIEWERS = Kubectl.manifest("admins-may-view");

    @TempDir private Path folder;

    private final Target target;

    KubectlE2E(Target target) {
        this.target = target;
    }

    @BeforeEach
    void awaitConfigured() {
        IdToken token = IdToken.of(target.accounts().register(), target);
        await("kube-apiserver takes tokens of the gate")
                .atMost(CONFIGURED)
                .until(() -> as(token.value(), "auth", "whoami").status() == 0);
    }

    @AfterEach
    void takeRightsAway() {
        Kubectl.delete(VIEWERS);
    }

    @Test
    void whoamiWhenSignedInThenTheAccountAndItsRoles() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);

        JsonNode user = whoami(IdToken.of(account, target));

        assertThat(user.path("username").asText()).isEqualTo("gatehouse:" + session.id());
        assertThat(user.path("groups"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("gatehouse:customer", "system:authenticated");
        assertThat(user.path("extra").path("gatehouse.example/name").path(0).asText())
                .isEqualTo(account.username());
        Proof.note(
                SECTION, "kubectl auth whoami with an ID token: the account, its roles as groups");
    }

    @Test
    void podsWhenARoleIsBoundThenOnlyForItsPeople() {
        Kubectl.apply(VIEWERS);
        String admin = IdToken.of(target.accounts().withRole("admin"), target).value();
        String customer = IdToken.of(target.accounts().register(), target).value();
        String[] pods = {"-n", "gatehouse", "get", "pods", "-o", "name"};

        assertThat(as(admin, pods).orFail().out()).contains("pod/idp-");
        assertThat(as(admin, "-n", "gatehouse", "delete", "pod", "nobody").error())
                .contains("Forbidden");
        assertThat(as(customer, pods).error()).contains("Forbidden");
        Proof.note(
                SECTION, "a role bound to view: its people list pods, and may no more; others 403");
    }

    @Test
    void tokenWhenItIsNotForKubernetesThenUnauthorized() {
        IdToken token = IdToken.of(target.accounts().register(), target);
        String[] parts = token.value().split("\\.", 3);
        List<String> bad =
                List.of(
                        token.accessToken(),
                        parts[0] + "." + parts[1] + ".",
                        parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()),
                        parts[0] + "." + claims(parts[1], "customer", "admin") + "." + parts[2]);

        for (String refused : bad) {
            Kubectl.Result result = as(refused, "auth", "whoami");
            assertThat(result.status()).isNotZero();
            assertThat(result.error()).contains("Unauthorized");
        }
        Proof.note(SECTION, "access tokens, and ID tokens that were changed: 401");
    }

    private static String claims(String encoded, String before, String after) {
        String claims = new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace(before, after).getBytes(UTF_8));
    }

    private JsonNode whoami(IdToken token) {
        String answer = as(token.value(), "auth", "whoami", "-o", "json").orFail().out();
        return Json.read(answer).path("status").path("userInfo");
    }

    /** The same API server, and nothing to show it but the token. */
    private Kubectl.Result as(String token, String... arguments) {
        JsonNode cluster =
                Kubectl.json("config", "view", "--raw", "--minify")
                        .path("clusters")
                        .path(0)
                        .path("cluster");
        Path nothing = write("kubeconfig", "");
        Path ca =
                write(
                        "ca.crt",
                        new String(
                                Base64.getDecoder()
                                        .decode(
                                                cluster.path("certificate-authority-data")
                                                        .asText()),
                                UTF_8));
        Stream<String> command =
                Stream.of(
                        "kubectl",
                        "--kubeconfig=" + nothing,
                        "--certificate-authority=" + ca,
                        "--server=" + cluster.path("server").asText(),
                        "--token=" + token);
        return Kubectl.command(
                Optional.empty(), Stream.concat(command, Stream.of(arguments)).toList());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

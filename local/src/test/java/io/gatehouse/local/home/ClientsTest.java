// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {

    @TempDir private Path folder;

    @Test
    void clientsWhenMadeThenOnePublicAndOneWithASecret() throws IOException {
        Clients clients = clients();
        JsonNode file = new ObjectMapper().readTree(clients.file().toFile());

        assertThat(file.findValuesAsText("client_id")).containsExactly("gatehouse-cli", "demo-web");
        assertThat(file.get(0).path("token_endpoint_auth_method").asText()).isEqualTo("none");
        assertThat(file.get(0).has("client_secret")).isFalse();
        assertThat(file.get(0).path("grant_types"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "authorization_code",
                        "refresh_token",
                        "urn:ietf:params:oauth:grant-type:device_code");
        assertThat(file.get(1).path("client_secret").asText())
                .isEqualTo(clients.secret())
                .matches("[A-Za-z0-9_-]{32}");
        assertThat(Files.readString(folder.resolve("demo-web.secret")).strip())
                .isEqualTo(clients.secret());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(clients.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void clientsWhenReadAgainThenTheSameSecret() throws IOException {
        assertThat(clients().secret()).isEqualTo(clients().secret());
        assertThat(clients().toString()).doesNotContain(clients().secret());
    }

    private Clients clients() throws IOException {
        return Clients.of(new Secrets(folder, new SecureRandom()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.testkit.ConfigTable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthzConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "authz.issuer", "https://shop.test",
                    "authz.idp-url", "http://idp:8080",
                    "authz.policy", "/etc/policy.yaml");

    @Test
    void fromWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() ->
                        ConfigTable.read()
                                .check(
                                        values -> AuthzConfig.from(new ConfigKeys(values)),
                                        REQUIRED))
                .doesNotThrowAnyException();
    }

    @Test
    void fromWhenEveryKeyIsSetThenReadsEveryKey() {
        Map<String, String> all = new HashMap<>();
        all.put("authz.grpc.port", "9001");
        all.put("authz.audience", "shop");
        all.put("authz.allowed-origins", "https://a.test,https://b.test:8443");
        all.put("authz.stale-after", "PT9S");
        all.put("authz.token.max-lifetime", "PT6M");
        all.put("authz.token.cache-size", "7");
        all.put("authz.api-key.cache-size", "9");
        all.put("authz.proof.memory-size", "8");
        all.put("authz.proof.nonce-life", "PT2M");
        all.put("authz.proof.nonce-key-file", "/run/nonce-key");
        all.put("authz.keys.refresh", "PT30S");
        all.put("authz.revocations.poll", "PT2S");

        assertThat(from(all))
                .isEqualTo(
                        new AuthzConfig(
                                9001,
                                Path.of("/etc/policy.yaml"),
                                URI.create("http://idp:8080"),
                                new TokenRules(
                                        "https://shop.test",
                                        "shop",
                                        Duration.ofSeconds(30),
                                        Duration.ofMinutes(6)),
                                7,
                                9,
                                8,
                                Optional.of(
                                        new AuthzConfig.ProofNonces(
                                                Duration.ofMinutes(2),
                                                new SecretFile(
                                                        "authz.proof.nonce-key-file",
                                                        Path.of("/run/nonce-key")))),
                                List.of(
                                        URI.create("https://a.test"),
                                        URI.create("https://b.test:8443")),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(2)));
    }

    @Test
    void fromWhenNoOriginIsListedThenTheIssuersIsAllowed() {
        assertThat(from(Map.of()).allowedOrigins())
                .containsExactly(URI.create("https://shop.test"));
    }

    @Test
    void fromWhenOnlyTheKeyOfNoncesIsSetThenNoneIsDemanded() {
        assertThat(from(Map.of("authz.proof.nonce-key-file", "/run/nonce-key")).nonces()).isEmpty();
    }

    @Test
    void fromWhenNoncesAreDemandedThenTheirKeyIsNeeded() {
        assertThatThrownBy(() -> from(Map.of("authz.proof.nonce-life", "PT2M")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("authz.proof.nonce-key-file must be set to demand nonces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authz.issuer", "authz.idp-url", "authz.policy"})
    void fromWhenRequiredKeyIsMissingThenNamed(String key) {
        assertThatThrownBy(() -> from(Map.of(key, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(key + " must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "authz.grpc.port,-1",
        "authz.grpc.port,65536",
        "authz.grpc.port,none",
        "authz.issuer,shop.test",
        "authz.idp-url,idp",
        "authz.allowed-origins,https://a.test/",
        "authz.token.cache-size,0",
        "authz.api-key.cache-size,0",
        "authz.proof.memory-size,0",
        "authz.proof.nonce-life,PT0S",
        "authz.proof.nonce-life,PT9S",
        "authz.proof.nonce-life,PT61M",
        "authz.proof.nonce-life,true",
        "authz.token.max-lifetime,PT0S",
        "authz.stale-after,PT1S",
        "authz.stale-after,soon",
        "authz.keys.refresh,PT0S",
        "authz.revocations.poll,PT0S"
    })
    void fromWhenValueMakesNoSenseThenKeyNamed(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    private static AuthzConfig from(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.putAll(more);
        return AuthzConfig.from(new ConfigKeys(key -> Optional.ofNullable(values.get(key))));
    }
}

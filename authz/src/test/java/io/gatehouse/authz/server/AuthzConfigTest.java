// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.common.testing.ConfigTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
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
    void fromWhenOnlyRequiredKeysThenDefaults() throws IOException {
        assertThat(AuthzConfig.from(config(Map.of())))
                .isEqualTo(
                        new AuthzConfig(
                                loopback(9000),
                                Path.of("/etc/policy.yaml"),
                                URI.create("http://idp:8080"),
                                new TokenRules(
                                        "https://shop.test",
                                        "gatehouse",
                                        Duration.ofSeconds(30),
                                        Duration.ofMinutes(10)),
                                20_000,
                                List.of(URI.create("https://shop.test")),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(1)));
    }

    @Test
    void fromWhenEveryKeyIsSetThenReadsEveryKey() throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("authz.grpc.port", "9001");
        all.put("authz.audience", "shop");
        all.put("authz.allowed-origins", "https://a.test,https://b.test:8443");
        all.put("authz.stale-after", "PT9S");
        all.put("authz.token.max-lifetime", "PT6M");
        all.put("authz.token.cache-size", "7");
        all.put("authz.keys.refresh", "PT30S");
        all.put("authz.revocations.poll", "PT2S");

        AuthzConfig read = AuthzConfig.from(config(all));

        assertThat(read)
                .isEqualTo(
                        new AuthzConfig(
                                loopback(9001),
                                Path.of("/etc/policy.yaml"),
                                URI.create("http://idp:8080"),
                                new TokenRules(
                                        "https://shop.test",
                                        "shop",
                                        Duration.ofSeconds(30),
                                        Duration.ofMinutes(6)),
                                7,
                                List.of(
                                        URI.create("https://a.test"),
                                        URI.create("https://b.test:8443")),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(2)));
        all.putAll(REQUIRED);
        assertThat(ConfigTable.read().rows().keySet()).isEqualTo(all.keySet());
    }

    @Test
    void readmeWhenComparedWithTheDefaultsThenTellsTheSame() throws IOException {
        Properties bundled = defaults();
        Map<String, String> defaults = new HashMap<>();
        bundled.stringPropertyNames().stream()
                .filter(key -> key.startsWith("authz."))
                .forEach(key -> defaults.put(key, bundled.getProperty(key)));

        assertThat(ConfigTable.read().defaults()).isEqualTo(defaults);
        assertThat(ConfigTable.read().rows())
                .containsEntry("authz.issuer", "required")
                .containsEntry("authz.idp-url", "required")
                .containsEntry("authz.policy", "required")
                .containsEntry("authz.allowed-origins", "optional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authz.issuer", "authz.idp-url", "authz.policy"})
    void fromWhenRequiredKeyIsMissingThenThrows(String key) {
        assertThatThrownBy(() -> AuthzConfig.from(config(Map.of(key, ""))))
                .isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "authz.grpc.port,-1",
        "authz.grpc.port,65536",
        "authz.grpc.port,none",
        "authz.idp-url,idp",
        "authz.token.cache-size,0",
        "authz.token.max-lifetime,PT0S",
        "authz.stale-after,PT1S",
        "authz.stale-after,soon",
        "authz.keys.refresh,PT0S",
        "authz.revocations.poll,PT0S",
        "authz.audience,' '"
    })
    void fromWhenValueMakesNoSenseThenThrows(String key, String value) {
        assertThatThrownBy(() -> AuthzConfig.from(config(Map.of(key, value))))
                .isInstanceOfAny(IllegalArgumentException.class, NoSuchElementException.class);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private static Properties defaults() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file =
                Files.newInputStream(
                        Path.of("src/main/resources/META-INF/microprofile-config.properties"))) {
            defaults.load(file);
        }
        return defaults;
    }

    private static Config config(Map<String, String> changes) throws IOException {
        Map<String, String> values = new HashMap<>();
        Properties defaults = defaults();
        defaults.stringPropertyNames().forEach(key -> values.put(key, defaults.getProperty(key)));
        values.put("server.host", "127.0.0.1"); // a key of common
        values.putAll(REQUIRED);
        values.putAll(changes);
        return ConfigProviderResolver.instance()
                .getBuilder()
                .withSources(new MapSource(values))
                .build();
    }

    private record MapSource(Map<String, String> values)
            implements org.eclipse.microprofile.config.spi.ConfigSource {
        @Override
        public java.util.Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "test";
        }
    }
}

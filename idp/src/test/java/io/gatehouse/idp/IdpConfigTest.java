// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.testkit.ConfigTable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdpConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "idp.issuer", "https://shop.example:8443",
                    "idp.encryption-keys-file", "keys",
                    "idp.lookup-key-file", "lookup");

    @Test
    void fromWhenOnlyRequiredThenDefaults() {
        var config = from(Map.of());

        assertThat(config.site().allowedOrigins())
                .containsExactly(URI.create("https://shop.example:8443"));
        assertThat(config.site().certificateUrl()).isEmpty();
        assertThat(config.secrets().accounts()).isEmpty();
        assertThat(config.secrets().clients()).isEmpty();
        assertThat(config.passwords().cost()).isEqualTo(new IdpConfig.Cost(19456, 2, 1));
        assertThat(config.passwords().concurrency())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.passwords().queue()).isEqualTo(16);
        assertThat(config.guessing())
                .isEqualTo(
                        new IdpConfig.Guessing(
                                new IdpConfig.Pace(20, Duration.ofMinutes(5)),
                                new IdpConfig.Pace(10, Duration.ofMinutes(5)),
                                new IdpConfig.Pace(100, Duration.ofSeconds(10))));
        assertThat(config.sessions())
                .isEqualTo(
                        new IdpConfig.Sessions(
                                Duration.ofMinutes(5),
                                Duration.ofDays(14),
                                Duration.ofDays(30),
                                100));
        assertThat(config.mail())
                .isEqualTo(
                        new MailConfig(
                                Optional.empty(),
                                Duration.ofHours(24),
                                new IdpConfig.Pace(3, Duration.ofMinutes(10)),
                                new IdpConfig.Pace(20, Duration.ofMinutes(1))));
        assertThat(config.keys())
                .isEqualTo(
                        new IdpConfig.Keys(
                                Duration.ofMinutes(60), Duration.ofDays(30), Optional.empty()));
        assertThat(config.backChannel())
                .isEqualTo(
                        new IdpConfig.BackChannel(
                                false, List.of(), Duration.ofSeconds(5), Duration.ofHours(24)));
    }

    @Test
    void fromWhenOriginsAreListedThenEachIsAllowed() {
        var config =
                from(Map.of("idp.allowed-origins", "https://shop.example, https://b.example:444"));

        assertThat(config.site().allowedOrigins())
                .containsExactly(
                        URI.create("https://shop.example"), URI.create("https://b.example:444"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp.issuer", "idp.encryption-keys-file", "idp.lookup-key-file"})
    void fromWhenRequiredIsMissingThenNamed(String key) {
        assertThatThrownBy(() -> from(Map.of(key, " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(key + " must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "idp.issuer, http://shop.example",
        "idp.issuer, https://shop.example/",
        "idp.issuer, https://shop.example?x",
        "idp.issuer, https://a@shop.example",
        "idp.issuer, shop.example",
        "idp.issuer, not a url",
        "idp.certificate-url, http://mtls.shop.example",
        "idp.certificate-url, https://mtls.shop.example/",
        "idp.allowed-origins, https://shop.example/path",
        "idp.allowed-origins, https://shop.example/",
        "idp.allowed-origins, *",
        "idp.allowed-origins, 'https://shop.example,'",
        "idp.allowed-origins, 'https://shop.example,https://b.example/'",
        "idp.guessing.account-burst, 0",
        "idp.guessing.account-burst, 1000001",
        "idp.guessing.account-interval, PT0S",
        "idp.guessing.code-burst, 1001",
        "idp.guessing.code-interval, PT0S",
        "idp.guessing.block-burst, many",
        "idp.guessing.block-interval, P2D",
        "idp.session.most, 0",
        "idp.session.most, 10001",
        "idp.password.memory-kib, 7",
        "idp.password.memory-kib, lots",
        "idp.password.memory-kib, 99999999999",
        "idp.password.iterations, 0",
        "idp.password.parallelism, -1",
        "idp.password.parallelism, 100",
        "idp.password.iterations, 1000",
        "idp.password.concurrency, 0",
        "idp.password.queue, 0",
        "idp.token.ttl, PT2H",
        "idp.token.ttl, -PT5M",
        "idp.token.ttl, 300",
        "idp.session.idle, PT1S",
        "idp.session.absolute, P1D",
        "idp.keys.pending, -PT1S",
        "idp.keys.active, PT1M",
        "idp.proof.nonce-life, PT0S",
        "idp.proof.nonce-life, PT9S",
        "idp.proof.nonce-life, PT61M",
        "idp.mail.host, 'two hosts'",
        "idp.mail.port, 0",
        "idp.mail.port, 65536",
        "idp.mail.from, Somebody <a@b.example>",
        "idp.mail.from, 'a@b.example,c@d.example'",
        "idp.mail.security, ssl",
        "idp.mail.trust-file, /nowhere.crt",
        "idp.mail.timeout, PT2M",
        "idp.mail.give-up, PT0S",
        "idp.mail.address-burst, 0",
        "idp.mail.address-interval, P2D",
        "idp.mail.block-burst, 1000001",
        "idp.mail.block-interval, PT0S",
        "idp.back-channel.private-addresses, yes",
        "idp.back-channel.trust-file, /nowhere.crt",
        "idp.back-channel.trust-file, pom.xml",
        "idp.back-channel.timeout, PT0S",
        "idp.back-channel.timeout, PT2M",
        "idp.back-channel.give-up, PT0S",
    })
    void fromWhenValueIsWrongThenKeyNamed(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idp.mail.host=a.example | idp.mail.from must be set beside idp.mail.host",
                "idp.mail.host=a.example idp.mail.from=b@c.example idp.mail.user=d"
                        + " | idp.mail.password-file must be set beside idp.mail.user",
                "idp.mail.host=a.example idp.mail.from=b@c.example idp.mail.folder=mail"
                        + " | idp.mail.folder must be unset beside idp.mail.host",
                "idp.mail.host=a.example idp.mail.from=b@c.example idp.mail.user=d"
                        + " idp.mail.password-file=e idp.mail.security=none"
                        + " | idp.mail.user must be unset with idp.mail.security none: anybody"
                        + " could read it",
            })
    void fromWhenKeysOfMailDoNotGoTogetherThenNamed(String settings, String message) {
        Map<String, String> values =
                Stream.of(settings.split(" ", -1))
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThatThrownBy(() -> from(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void fromWhenReadThenKeysAndDefaultsAreThoseOfTheReadme() {
        assertThatCode(() ->
                        ConfigTable.read()
                                .check(values -> IdpConfig.from(new ConfigKeys(values)), REQUIRED))
                .doesNotThrowAnyException();
    }

    private static IdpConfig from(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.putAll(more);
        return IdpConfig.from(new ConfigKeys(key -> Optional.ofNullable(values.get(key))));
    }
}

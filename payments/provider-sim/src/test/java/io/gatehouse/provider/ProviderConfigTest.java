// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.webhook.WebhookConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProviderConfigTest {
    private static final ProviderConfig CONFIG = ProviderConfig.of(Path.of("data"), "planted-key");
    private static final WebhookConfig WEBHOOK = WebhookConfig.signedWith("planted-secret");

    static Stream<Supplier<Object>> bad() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                () -> ProviderConfig.of(Path.of("data"), " "),
                () -> CONFIG.listeningAt("localhost", -1),
                () -> CONFIG.listeningAt("localhost", 65_536),
                () -> CONFIG.processingFor(second.negated()),
                () -> WebhookConfig.signedWith(""),
                () -> WEBHOOK.to(URI.create("ftp://localhost/hook")),
                () -> WEBHOOK.to(URI.create("/hook")),
                () -> WEBHOOK.to(URI.create("http:///hook")),
                () -> WEBHOOK.pausing(Duration.ZERO, second),
                () -> WEBHOOK.pausing(second, Duration.ofMillis(999)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void configWhenAValueIsBadThenRefuses(Supplier<Object> config) {
        assertThatThrownBy(config::get)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("planted");
    }

    @Test
    void toStringWhenSecretsAreSetThenShowsNone() {
        ProviderConfig config = CONFIG.telling(WEBHOOK.to(URI.create("http://localhost/hook")));

        assertThat(config + " " + config.webhook())
                .contains("127.0.0.1:0", "http://localhost/hook")
                .doesNotContain("planted");
    }
}

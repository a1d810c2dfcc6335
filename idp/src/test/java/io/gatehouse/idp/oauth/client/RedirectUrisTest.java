// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact comparison (RFC 9700 section 2.1), and the one exception (RFC 8252 section 7.3). */
class RedirectUrisTest {

    private final RedirectUris uris =
            RedirectUris.of(
                    List.of(
                            "https://web.example/callback",
                            "https://web.example:8443/callback?a=b",
                            "http://127.0.0.1/callback",
                            "http://[::1]/callback",
                            "http://localhost:3000/callback"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://web.example/callback",
                "https://web.example:8443/callback?a=b",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:1/callback",
                "http://127.0.0.1:65535/callback",
                "http://[::1]/callback",
                "http://[::1]:8080/callback",
                "http://localhost:3000/callback"
            })
    void admitWhenRegisteredThenTrue(String uri) {
        assertThat(uris.admit(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://web.example",
                "https://web.example/callback/",
                "https://web.example/callback?",
                "https://web.example/callback?a=b",
                "https://web.example/callback#a",
                "https://web.example/callback/../callback",
                "https://web.example/%63allback",
                "https://web.example/Callback",
                "https://WEB.example/callback",
                "https://web.example:443/callback",
                "https://web.example:8443/callback",
                "https://web.example.evil.example/callback",
                "https://web.example@evil.example/callback",
                "https://evil.example/https://web.example/callback",
                "http://web.example/callback",
                "https://web.example:8443/callback?a=b&c=d",
                "https://web.example:8443/callback?a=c",
                " https://web.example/callback",
                "https://web.example/callback ",
                "https://127.0.0.1/callback",
                "http://127.0.0.2/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1:80@evil.example/callback",
                "http://user@127.0.0.1:80/callback",
                "http://127.0.0.1:8080/callback/",
                "http://127.0.0.1:8080/callback?a=b",
                "http://127.0.0.1:8080/callback#a",
                "http://127.0.0.1:8080/:8080/callback",
                "http://127.0.0.1:08080/callback",
                "http://127.0.0.1:/callback",
                "http://127.1/callback",
                "http://[::1]:8080/other",
                "http://[0:0:0:0:0:0:0:1]/callback",
                "http://localhost/callback",
                "http://localhost:3001/callback",
                "HTTP://127.0.0.1/callback",
                "javascript:alert(1)",
                "http://[",
                "%"
            })
    void admitWhenAnythingElseThenFalse(String uri) {
        assertThat(uris.admit(uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://web.example/callback",
                "https://web.example/callback#a",
                "https://user@web.example/callback",
                "https:/callback",
                "/callback",
                "javascript:alert(1)",
                "data:text/html,a",
                "com.example.app:/callback",
                "*",
                "not a uri"
            })
    void ofWhenNoBrowserMayBeSentThereThenRefused(String uri) {
        assertThatThrownBy(() -> RedirectUris.of(List.of(uri)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormActionTest {
    private static final URI PAGE = URI.create("https://localhost:8443/oauth2/sign-in");

    @ParameterizedTest
    @CsvSource({
        "default-src 'none', https://app.example/callback, true",
        "form-action 'none', https://localhost:8443/oauth2/sign-in, false",
        "form-action 'self', https://localhost:8443/oauth2/sign-in, true",
        "default-src 'none'; form-action 'self'; base-uri 'none', https://app.example/callback, false",
        "form-action 'self' https://app.example, https://app.example/callback, true",
        "form-action 'self' https://app.example, https://app.example.evil.example/callback, false",
        "form-action http://127.0.0.1:9999, http://127.0.0.1:9999/callback, true",
        "form-action http://127.0.0.1:9999, http://127.0.0.1:9998/callback, false",
        "form-action http://127.0.0.1:*, http://127.0.0.1:9998/callback, true",
        "form-action http:, 'http://[::1]:9999/callback', true",
        "form-action http:, https://app.example/callback, false",
    })
    void allowsWhenAFormLeadsSomewhereThenThePolicyDecides(
            String policy, URI target, boolean expected) {
        assertThat(FormAction.of(PAGE, policy).allows(target)).isEqualTo(expected);
    }
}

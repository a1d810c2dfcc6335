// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignatureTest {
    /** {@code printf '1772366400.{"id":"evt_1"}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void ofWhenComputedByAnotherProgramThenIsTheSame() {
        byte[] body = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(new Signature("secret").of(Instant.parse("2026-03-01T12:00:00.999Z"), body))
                .isEqualTo(
                        "t=1772366400,v1=f8c579eae5e2e3545fc81a5f98b2fbc74c303bd91c3c7e3e714d9de0cb7998fb");
    }
}
